-- Orders that were found at exchanges, and the attempts that were made up of them.
DROP VIEW orders;
DROP VIEW attempts;

CREATE VIEW attempts AS
SELECT i.number, i.at_nanos,
       CAST(i.body ->> 'attempt' AS ${long}) AS attempt,
       CAST(i.body ->> 'opportunity' AS ${long}) AS opportunity,
       i.body ->> 'asset' AS asset,
       i.body ->> 'lossBudget' AS loss_budget,
       substr(i.body -> 'legs' -> 0 ->> 'order', 7, 6) AS code
FROM (SELECT number, at_nanos, body FROM entries WHERE type = 'reserved'
      -- Evidence may be no text at all: PostgreSQL is to look into no other body, in whatever order it joins.
      UNION ALL SELECT e.number, e.at_nanos, CASE WHEN e.type = 'adopted' THEN e.body END
      FROM entries e JOIN (SELECT MIN(number) AS number FROM entries WHERE type = 'adopted'
            AND CAST(CASE WHEN type = 'adopted' THEN body ->> 'opportunity' END AS ${long}) = 0
            GROUP BY CASE WHEN type = 'adopted' THEN body ->> 'attempt' END
           ) AS f ON f.number = e.number
     ) AS i;

CREATE VIEW orders AS
SELECT i.number, i.at_nanos, i.intent ->> 'order' AS id, a.attempt,
       i.intent -> 'listing' ->> 'exchange' AS exchange,
       i.intent -> 'listing' ->> 'symbol' AS symbol,
       i.intent ->> 'side' AS side, i.intent ->> 'size' AS size,
       i.intent ->> 'limit' AS limit_price, i.intent ->> 'timeInForce' AS time_in_force,
       CAST(i.intent ->> 'rung' AS INTEGER) AS rung
FROM (SELECT number, at_nanos, body AS intent FROM entries WHERE type = 'intended'
      UNION ALL SELECT number, at_nanos, CASE WHEN type = 'adopted' THEN body -> 'found' END
      FROM entries WHERE type = 'adopted'
      UNION ALL SELECT number, at_nanos, body -> 'legs' -> 0 FROM entries WHERE type = 'reserved'
      UNION ALL SELECT number, at_nanos, body -> 'legs' -> 1 FROM entries WHERE type = 'reserved'
      UNION ALL SELECT number, at_nanos, body -> 'legs' -> 2 FROM entries WHERE type = 'reserved'
      UNION ALL SELECT number, at_nanos, body -> 'legs' -> 3 FROM entries WHERE type = 'reserved'
     ) AS i
LEFT JOIN attempts a ON a.code = substr(i.intent ->> 'order', 7, 6)
WHERE i.intent IS NOT NULL;
