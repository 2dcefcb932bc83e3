package io.crossbook.gateway.xchange;

import io.crossbook.arbitrage.FeeModel;
import io.crossbook.arbitrage.Transfers;
import io.crossbook.books.Instrument;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one exchange tells an account through XChange's services. Each call blocks; a part that XChange does not have is null: then what is configured
/// counts.
interface AccountService {

    /// Before rates are asked for: learns what the exchange calls its pairs, where it has to.
    default void learn() throws IOException {
        // Most are asked by the names that we have.
    }

    /// The rate of one instrument, without the discount of any coin; null where the answer has none.
    FeeModel.@org.jspecify.annotations.Nullable Rate rate(Instrument instrument) throws IOException;

    /// What that question takes of what the exchange lets us ask.
    default int weight() {
        return 1;
    }

    /// What is free of each asset, as [io.crossbook.arbitrage.Money].
    @org.jspecify.annotations.Nullable
    Map<String, Long> held() throws IOException;

    /// The networks of these assets, as the exchange named `exchange` in the configuration has them now.
    @org.jspecify.annotations.Nullable
    List<Transfers.Network> networks(String exchange, Set<String> assets) throws IOException;
}
