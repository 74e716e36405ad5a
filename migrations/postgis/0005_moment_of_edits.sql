-- Nothing to add: the moment of a change is a setting of its transaction, okolica.at.
SELECT 1;
