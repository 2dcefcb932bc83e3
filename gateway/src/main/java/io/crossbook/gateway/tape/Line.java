package io.crossbook.gateway.tape;

import io.crossbook.exchanges.Bytes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One record of somebody's recording, in the corpus's terms: on connection `conn` of `exchange`, at `stamp` (epoch
/// nanoseconds), something was opened, sent, received or answered over REST, at `url`.
record Line(long stamp, String exchange, String conn, Direction direction, String url,
        Bytes frame) {

    /// The URL of frames of our own, which no exchange sent.
    static final String OWN = "crossbook:frames";

    enum Direction {
        OPEN, SEND, RECV, REST, CLOSE
    }

    /// A recording that may be read more than once.
    interface Source {
        Lines lines() throws IOException;

        /// For messages.
        Path file();
    }

    /// The records of one recording in their order.
    interface Lines extends Closeable {
        /// The next record, null at the end.
        @Nullable
        Line next() throws IOException;
    }

    /// A place in a file, for the message of an error.
    static IOException wrong(Path file, long line, String what) {
        return new IOException(file + ", line " + line + ": " + what);
    }
}
