package io.crossbook.books;

/// Something that an exchange said about a listing.
///
/// The frequent ones are mutable and reused by their decoder: valid only while they are handed over. Whoever keeps
/// one copies it.
public sealed interface FeedEvent
        permits BookUpdate, QuoteUpdate, TradeUpdate, LiquidationUpdate, DerivativeUpdate,
        BookBreak, BookSkip {

    /// Which listing, by its [Listing#id].
    int listing();
}
