package io.crossbook.cli;

import io.crossbook.arbitrage.Pass;
import java.util.Locale;

/// What a [Pass] means, to a person.
final class Reasons {

    private Reasons() {}

    /// The meaning of a reason as it is told: `no_spread`.
    static String sentence(String reason) {
        return switch (Pass.valueOf(reason.toUpperCase(Locale.ROOT))) {
            case NOT_LIVE -> "one of the books is not live";
            case HALTED -> "a listing is halted";
            case EMPTY -> "one side of a book is empty";
            case CONVERSION -> "no live and fresh book between the two quotes";
            case TOO_PRECISE -> "the numbers are too far apart to be compared exactly";
            case NO_SPREAD -> "nobody bids more than is asked";
            case FEES -> "the spread does not pay the fees and the threshold";
            case CHARGES ->
                "the spread pays the fees, and not what leaving, moving and waiting cost";
            case TRANSFER_SHUT -> "what was bought could not be brought back";
            case ELSEWHERE -> "what it runs through is told of as another one";
            case IDENTITY -> "the two are not known to be the same asset, or are one book";
            case ABOVE_CAP -> "too good to be true: taken for an error in the data";
            case TOO_OLD -> "one of the books is older than allowed";
            case SKEWED -> "the books were received too far apart";
            case BEYOND_HORIZON -> "the best of a book lies beyond what its snapshot showed";
            case CONSUMED -> "what is displayed is counted as taken";
            case TOO_SMALL ->
                "nothing that pays is left at the minimums, lots or the most to spend";
            case UNASKED -> "nobody asks for it any more";
        };
    }
}
