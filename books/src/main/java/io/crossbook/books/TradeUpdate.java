package io.crossbook.books;

/// A trade that happened; mutable, reused.
public final class TradeUpdate implements FeedEvent {

    public int listing;
    public int priceScale;
    public int sizeScale;
    public long price;
    public long size;
    /// Which side the taker was on: [Side#BID] bought.
    public Side taker = Side.BID;
    /// The exchange's time, epoch nanoseconds; 0 when it sends none.
    public long eventNanos;
    /// The exchange's id as ASCII text, in the first `idLength` bytes.
    public byte[] id = new byte[64];
    public int idLength;

    @Override
    public int listing() {
        return listing;
    }

    /// The exchange's id as text; allocates.
    public String idText() {
        return new String(id, 0, idLength, java.nio.charset.StandardCharsets.US_ASCII);
    }
}
