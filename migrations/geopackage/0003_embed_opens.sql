-- How often each embed was opened on each day of the city: totals, and nothing of who opened it.
CREATE TABLE embed_opens (
  day DATE NOT NULL,
  embed TEXT NOT NULL,
  opens INTEGER NOT NULL,
  PRIMARY KEY (day, embed)
);
