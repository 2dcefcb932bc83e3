package io.crossbook.gateway.web;

import io.crossbook.gateway.stream.Wish;
import java.util.HashSet;
import java.util.Set;

/// The books that one client reads. Each of them to each depth is compared anew in every round, and shared only with those who want the same: a
/// thousand depths of one book would be a thousand comparisons.
final class Shelf {

    private static final int MOST_DEPTHS = 4;
    private static final int MOST_LEVELS = 250_000;

    private final Set<Wish> books = new HashSet<>();

    /// What there is as much of already as there may be; empty where there is room for one more.
    String tooMuch(Wish book) {
        if (books.stream().filter(book::sameBook).count() >= MOST_DEPTHS) {
            return MOST_DEPTHS + " depths of one book";
        }
        return books.stream().mapToInt(Wish::depth).sum() + book.depth() > MOST_LEVELS
                ? MOST_LEVELS + " levels (the depths of all books together)"
                : "";
    }

    void add(Wish book) {
        books.add(book);
    }

    void remove(Wish book) {
        books.remove(book);
    }
}
