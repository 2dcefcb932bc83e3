-- What people ask for first. Amounts are text, to the last digit: whoever adds them up does it in decimals, and SQLite does not.
CREATE VIEW attempts AS
SELECT number, at_nanos,
       CAST(body ->> 'attempt' AS ${long}) AS attempt,
       CAST(body ->> 'opportunity' AS ${long}) AS opportunity,
       body ->> 'asset' AS asset,
       body ->> 'lossBudget' AS loss_budget,
       substr(body -> 'legs' -> 0 ->> 'order', 7, 6) AS code
FROM entries WHERE type = 'reserved';

CREATE VIEW turns AS
SELECT number, at_nanos, CAST(body ->> 'attempt' AS ${long}) AS attempt,
       body ->> 'news' AS news, body ->> 'why' AS why
FROM entries WHERE type = 'turned';

CREATE VIEW closings AS
SELECT number, at_nanos, CAST(body ->> 'attempt' AS ${long}) AS attempt,
       CAST(body -> 'net' AS TEXT) AS net, CAST(body -> 'fees' AS TEXT) AS fees,
       CAST(body -> 'dust' AS TEXT) AS dust
FROM entries WHERE type = 'closed';

CREATE VIEW orders AS
SELECT i.number, i.at_nanos, i.intent ->> 'order' AS id, a.attempt,
       i.intent -> 'listing' ->> 'exchange' AS exchange,
       i.intent -> 'listing' ->> 'symbol' AS symbol,
       i.intent ->> 'side' AS side, i.intent ->> 'size' AS size,
       i.intent ->> 'limit' AS limit_price, i.intent ->> 'timeInForce' AS time_in_force,
       CAST(i.intent ->> 'rung' AS INTEGER) AS rung
FROM (SELECT number, at_nanos, body AS intent FROM entries WHERE type = 'intended'
      UNION ALL SELECT number, at_nanos, body -> 'legs' -> 0 FROM entries WHERE type = 'reserved'
      UNION ALL SELECT number, at_nanos, body -> 'legs' -> 1 FROM entries WHERE type = 'reserved'
      UNION ALL SELECT number, at_nanos, body -> 'legs' -> 2 FROM entries WHERE type = 'reserved'
      UNION ALL SELECT number, at_nanos, body -> 'legs' -> 3 FROM entries WHERE type = 'reserved'
     ) AS i
LEFT JOIN attempts a ON a.code = substr(i.intent ->> 'order', 7, 6)
WHERE i.intent IS NOT NULL;

CREATE VIEW fills AS
SELECT number, at_nanos, body ->> 'order' AS order_id, body ->> 'exchange' AS exchange,
       body ->> 'symbol' AS symbol, body ->> 'tradeId' AS trade_id, body ->> 'price' AS price,
       body ->> 'size' AS size, body ->> 'fee' AS fee, body ->> 'feeAsset' AS fee_asset,
       CAST(body ->> 'tradedNanos' AS ${long}) AS traded_nanos, body ->> 'source' AS source
FROM entries WHERE type = 'traded';

-- Money that moved otherwise than by orders.
CREATE VIEW postings AS
SELECT e.number, e.at_nanos, e.body ->> 'reference' AS reference, p.value ->> 'account' AS account,
       p.value ->> 'exchange' AS exchange, p.value ->> 'asset' AS asset,
       p.value ->> 'amount' AS amount
FROM entries e, ${postings}
WHERE e.type = 'posted';
