/// What the market says: listings, order books and the best of all exchanges together.
///
/// Facts of decoders come in ([FeedEvent]); books, their health and the tops of all exchanges go out.
/// Everything here is pure and belongs to the one thread that feeds it: no clock, no lock, no allocation per event.
@NullMarked
package io.crossbook.books;

import org.jspecify.annotations.NullMarked;
