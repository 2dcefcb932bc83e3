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

    /// The rates of these instruments, by their names, or the one of the whole account ([FeeModel.Reading#EVERY_PAIR]), without the discount of any coin.
    @org.jspecify.annotations.Nullable
    Map<String, FeeModel.Rate> rates(List<Instrument> instruments) throws IOException;

    /// What is free of each asset, as [io.crossbook.arbitrage.Money].
    @org.jspecify.annotations.Nullable
    Map<String, Long> held() throws IOException;

    /// The networks of these assets, as the exchange named `exchange` in the configuration has them now.
    @org.jspecify.annotations.Nullable
    List<Transfers.Network> networks(String exchange, Set<String> assets) throws IOException;
}
