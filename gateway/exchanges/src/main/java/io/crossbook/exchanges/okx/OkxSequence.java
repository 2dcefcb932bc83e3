package io.crossbook.exchanges.okx;

import io.crossbook.books.BookUpdate;

/// Whether the messages of one book follow each other.
///
/// OKX, "Order book channel", sequence ID: `prevSeqId` of a message is `seqId` of the one before; a snapshot has −1. Equal ids
/// with empty sides say that nothing changed; a `seqId` below its `prevSeqId` is a restart of the numbers, and in
/// order. Recordings of before the numbers have none: there the checksum alone decides, and must be there.
final class OkxSequence {

    /// The message has no number.
    static final long NONE = Long.MIN_VALUE;

    /// What a change is to the book.
    enum Step {
        /// The next one.
        NEXT,
        /// In order, and says that nothing changed.
        KEEP_ALIVE,
        /// The last one over again.
        REPEATED,
        /// Something is missing before it.
        GAP
    }

    private boolean numbered;
    private long last = NONE;
    private long beforeLast = NONE;

    /// A snapshot begins the sequence; false when nothing could show that a later message is lost.
    boolean begin(long seqId, long checksum) {
        numbered = seqId != NONE;
        last = seqId;
        beforeLast = NONE;
        return numbered || checksum != BookUpdate.NO_CHECKSUM;
    }

    Step step(long prevSeqId, long seqId, boolean empty, long checksum) {
        if (!numbered) {
            return seqId == NONE && prevSeqId == NONE && checksum != BookUpdate.NO_CHECKSUM
                    ? Step.NEXT
                    : Step.GAP;
        }
        if (seqId == NONE || prevSeqId == NONE) {
            return Step.GAP;
        }
        if (prevSeqId != last) {
            return seqId == last && prevSeqId == beforeLast ? Step.REPEATED : Step.GAP;
        }
        if (seqId == prevSeqId && empty) {
            return Step.KEEP_ALIVE;
        }
        beforeLast = prevSeqId;
        last = seqId;
        return Step.NEXT;
    }

    /// For messages: what was last applied.
    long last() {
        return last;
    }
}
