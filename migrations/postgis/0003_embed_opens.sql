-- How often each embed was opened on each day of the city: totals, and nothing of who opened it.
CREATE TABLE embed_opens (
  day date NOT NULL,
  embed text NOT NULL,
  opens bigint NOT NULL,
  PRIMARY KEY (day, embed)
);
