package io.crossbook.exchanges;

import io.crossbook.books.FeedEvent;

/// An event that a general parser has read, and the place of the book concerned in its conversation.
///
/// Told once the whole message is read.
public record ReadEvent(int place, FeedEvent event) {}
