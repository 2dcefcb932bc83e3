package io.crossbook.execution.account;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Postings that belong together: in every asset they sum to nothing. `why` says what they are, for people.
public record Commit(String why, List<Posting> postings) {

    public Commit {
        postings = List.copyOf(postings);
        var sums = new TreeMap<String, BigDecimal>();
        for (Posting posting : postings) {
            sums.merge(posting.asset(), posting.amount(), BigDecimal::add);
        }
        sums.values().removeIf(sum -> sum.signum() == 0);
        if (!sums.isEmpty()) {
            throw new IllegalArgumentException(why + " does not sum to nothing: " + sums);
        }
    }

    /// Begins one.
    public static Writing of(String why) {
        return new Writing(why);
    }

    /// A commit that is being written.
    public static final class Writing {

        private final String why;
        private final List<Posting> postings = new ArrayList<>();

        private Writing(String why) {
            this.why = why;
        }

        /// Moves an amount, the other way where it is negative.
        public Writing move(Account from, Account to, String asset, BigDecimal amount) {
            if (amount.signum() != 0) {
                postings.add(new Posting(from, asset, amount.negate()));
                postings.add(new Posting(to, asset, amount));
            }
            return this;
        }

        /// All of it.
        public Commit done() {
            return new Commit(why, postings);
        }
    }
}
