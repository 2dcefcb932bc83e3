package io.crossbook.gateway.feed;

import io.crossbook.books.Listing;
import java.util.List;

/// Somebody who reads the normalised stream; all calls on the feed's thread.
public interface Subscriber {

    /// What it wants of a listing; empty when nothing.
    List<String> dataTypes(Listing listing);

    /// Whether it wants to be told when the connection of a listing is lost.
    boolean disconnects(Listing listing);

    /// How it wants messages of a listing to be spelt.
    default Spelling spelling(Listing listing) {
        return Spelling.PLAIN;
    }

    /// How many topics it may have: listings times data types.
    int mostTopics();

    /// How many levels a second its snapshots may have together, depth times how often: they are written by the thread that all readers share.
    default long mostLevels() {
        return Long.MAX_VALUE;
    }

    /// It wants more than it may have: it is not served, or no longer.
    void refused(String why);

    /// It cannot be told what it wants, by a mistake of ours: it is served no longer.
    void failed(RuntimeException mistake);

    /// Takes one whole message. Must not block; a reader that is too slow is its own business to end.
    void message(String json);

    /// Throws an [IllegalArgumentException] that says what is wanted when a data type is not known.
    static void checkDataType(String name) {
        DataType.parse(name);
    }
}
