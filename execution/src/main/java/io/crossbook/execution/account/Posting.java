package io.crossbook.execution.account;

import java.math.BigDecimal;

/// What is added to an account, or taken from it where negative.
public record Posting(Account account, String asset, BigDecimal amount) {

    public Posting {
        if (asset.isEmpty()) {
            throw new IllegalArgumentException("a posting of nothing to " + account);
        }
    }
}
