package io.crossbook.cli;

import io.crossbook.exchanges.Bytes;

/// One line of a recorded session.
///
/// `record` counts from 0. `seconds` is the receive time as the recorder wrote it, `nanos` the same as epoch nanoseconds.
/// `direction` is `open`, `send`, `recv` or `rest`; `frame` the payload as it came, byte for byte.
record Recorded(int record, String seconds, long nanos, String venue, String connection,
        String direction, String url, Bytes frame) {}
