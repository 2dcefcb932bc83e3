-- What was paid for each trade, as the exchange tells it; nothing in rows of before, where it is price times size.
DROP VIEW fills;

CREATE VIEW fills AS
SELECT number, at_nanos, body ->> 'order' AS order_id, body ->> 'exchange' AS exchange,
       body ->> 'symbol' AS symbol, body ->> 'tradeId' AS trade_id, body ->> 'price' AS price,
       body ->> 'size' AS size, body ->> 'cost' AS cost, body ->> 'fee' AS fee,
       body ->> 'feeAsset' AS fee_asset,
       CAST(body ->> 'tradedNanos' AS ${long}) AS traded_nanos, body ->> 'source' AS source
FROM entries WHERE type = 'traded';
