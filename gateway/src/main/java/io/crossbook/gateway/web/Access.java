package io.crossbook.gateway.web;

/// Whose a token is. Asked on the feed's thread; never waits long.
public interface Access {

    /// What became of a token that somebody showed.
    sealed interface Verdict {
        /// It is this caller's.
        record Known(Caller caller) implements Verdict {}

        /// It is nobody's; why, as a sentence for whoever showed it.
        record Refused(String why) implements Verdict {}
    }

    /// There are no tokens.
    Access NOBODY = new Access() {
        @Override
        public Verdict whose(String token) {
            return new Verdict.Refused("this token is not known here");
        }

        @Override
        public String over(Caller caller) {
            return "";
        }
    };

    /// Whose this token is; takes as long whatever is wrong with it.
    Verdict whose(String token);

    /// Why a caller that was known may no longer stay; empty as long as it may.
    String over(Caller caller);
}
