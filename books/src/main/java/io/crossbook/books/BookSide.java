package io.crossbook.books;

/// One side of a book, sorted by key: the price of a bid, the negated price of an ask, so that of two keys the higher is
/// always the better.
///
/// A position names a level until the next change.
sealed interface BookSide permits ArraySide, LadderSide {

    int BIDS = 1;
    int ASKS = -1;

    int count();

    /// The position of the best level, or −1.
    int best();

    /// Moves whenever the best level or its size may have.
    long bests();

    /// Reads what changes near the best need, so that it is near the processor when they come. The number means nothing.
    long prefetch();

    /// The position of the next worse level, or −1.
    int worse(int position);

    long key(int position);

    long size(int position);

    short wire(int position);

    /// Sets the size of a level; zero removes it.
    void put(long key, long size, short wire);

    /// Sets level by level, in the order of the message. `sign` makes keys of prices.
    void putAll(Levels levels, int sign);

    /// Replaces all levels, in whatever order and however often they come; the last of a price wins.
    void load(Levels levels, int sign);

    /// Takes the worst levels away; there are as many.
    void dropWorst(int levels);

    void clear();

    /// Multiplies all prices and sizes; the products are within bounds.
    void scale(long pricePower, long sizePower);

    long highestPrice();

    long highestSize();
}
