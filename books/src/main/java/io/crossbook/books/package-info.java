/// What the market says: listings, order books and the best of all exchanges together.
///
/// Facts of decoders come in ([FeedEvent]); books, their health ([ListingBook]) and the tops of all exchanges ([Tops]) go
/// out. Both forms of a book stand behind [OrderBook]; [OrderBooks] chooses.
/// Everything here is pure and belongs to the one thread that feeds it: no clock, no lock, no allocation per event.
@NullMarked
package io.crossbook.books;

import org.jspecify.annotations.NullMarked;
