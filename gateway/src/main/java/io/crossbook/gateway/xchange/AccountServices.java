package io.crossbook.gateway.xchange;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.FeeModel;
import io.crossbook.arbitrage.Money;
import io.crossbook.arbitrage.Transfers;
import io.crossbook.books.Instrument;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.BaseExchange;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.binance.BinanceExchange;
import org.knowm.xchange.binance.dto.account.BinanceBalance;
import org.knowm.xchange.binance.dto.account.BinanceCurrencyInfo;
import org.knowm.xchange.binance.service.BinanceAccountServiceRaw;
import org.knowm.xchange.binance.service.BinanceHmacDigest;
import org.knowm.xchange.bybit.BybitExchange;
import org.knowm.xchange.bybit.dto.BybitCategory;
import org.knowm.xchange.bybit.dto.account.feerates.BybitFeeRate;
import org.knowm.xchange.bybit.dto.account.walletbalance.BybitAccountBalance;
import org.knowm.xchange.bybit.dto.account.walletbalance.BybitAccountType;
import org.knowm.xchange.bybit.dto.account.walletbalance.BybitCoinWalletBalance;
import org.knowm.xchange.bybit.service.BybitAccountServiceRaw;
import org.knowm.xchange.client.ExchangeRestProxyBuilder;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.kraken.KrakenExchange;
import org.knowm.xchange.kraken.dto.account.KrakenTradeVolume;
import org.knowm.xchange.kraken.dto.account.KrakenVolumeFee;
import org.knowm.xchange.kraken.service.KrakenAccountServiceRaw;
import si.mazi.rescu.ParamsDigest;
import si.mazi.rescu.SynchronizedValueFactory;

/// XChange's raw account services, each exchange's in its own words. Only what reads is called: XChange could withdraw, we never do.
final class AccountServices {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    /// A network that does not say how long it takes is taken for slow.
    private static final int MINUTES_UNKNOWN = 60;

    /// Those that are served.
    static final Set<String> DIALECTS = Set.of("binance", "kraken", "bybit");

    private AccountServices() {}

    /// The service of one of [#DIALECTS] at a base URL (empty: XChange's own).
    static AccountService of(String dialect, String rest, Keys keys) {
        return switch (dialect) {
            case "binance" -> new Binance(rest, keys);
            case "kraken" -> new Kraken(rest, keys);
            case "bybit" -> new Bybit(rest, keys);
            default -> throw new IllegalArgumentException(dialect + " has no account service");
        };
    }

    private static <E extends BaseExchange> E at(E exchange, String rest, Keys keys) {
        ExchangeSpecification specification = Specifications.of(exchange, rest);
        specification.setApiKey(keys.key());
        specification.setSecretKey(keys.secret());
        exchange.applySpecification(specification);
        return exchange;
    }

    /// Commissions pair by pair; every network with its state.
    private static final class Binance implements AccountService {
        private final BinanceAccountServiceRaw service;
        private final BinanceCommissions commissions;
        private final ParamsDigest signature;
        private final String key;
        /// Its testnet has no `/sapi`, where networks are told.
        private final boolean testnet;

        Binance(String rest, Keys keys) {
            testnet = rest.contains("testnet");
            BinanceExchange exchange = at(new BinanceExchange(), rest, keys);
            service = (BinanceAccountServiceRaw) exchange.getAccountService();
            commissions = ExchangeRestProxyBuilder.forInterface(BinanceCommissions.class,
                    exchange.getExchangeSpecification()).build();
            signature = BinanceHmacDigest.createInstance(keys.secret());
            key = keys.key();
        }

        @Override
        public FeeModel.Rate rate(Instrument instrument) throws IOException {
            BinanceCommissions.Pair told = commissions.pair(
                    instrument.base() + instrument.quote(), service.getRecvWindow(),
                    service.getTimestampFactory(), key, signature);
            return fees(told.taker(), told.maker());
        }

        @Override
        public int weight() {
            return BinanceCommissions.WEIGHT;
        }

        @Override
        public Map<String, Long> held() throws IOException {
            var held = new HashMap<String, Long>();
            for (BinanceBalance balance : service.account().balances) {
                held.merge(balance.getCurrency().getCurrencyCode(), down(balance.getAvailable()),
                        Long::sum);
            }
            return held;
        }

        @Override
        public @Nullable List<Transfers.Network> networks(String exchange, Set<String> assets)
                throws IOException {
            if (testnet) {
                return null;
            }
            var networks = new ArrayList<Transfers.Network>();
            for (BinanceCurrencyInfo info : service.currencyInfos()) {
                String asset = info.getCurrency().getCurrencyCode();
                if (assets.contains(asset) && info.getNetworks() != null) {
                    for (BinanceCurrencyInfo.Network network : info.getNetworks()) {
                        add(networks, exchange, asset, network);
                    }
                }
            }
            return networks;
        }

        private static void add(List<Transfers.Network> networks, String exchange, String asset,
                BinanceCurrencyInfo.Network network) {
            if (network.getId() == null || network.getWithdrawFee() == null) {
                return; // what is not told is not open
            }
            boolean busy = Boolean.TRUE.equals(network.getBusy());
            Integer minutes = network.getEstimatedArrivalTime();
            String contract = network.getContractAddress();
            networks.add(new Transfers.Network(exchange, asset, network.getId(),
                    up(network.getWithdrawFee()),
                    network.getWithdrawMin() == null ? 0 : up(network.getWithdrawMin()),
                    minutes == null ? MINUTES_UNKNOWN : minutes,
                    Boolean.TRUE.equals(network.getDepositEnabled()) && !busy,
                    Boolean.TRUE.equals(network.getWithdrawEnabled()) && !busy,
                    contract == null ? "" : contract));
        }
    }

    /// Percentages, pair by pair, since its answer calls pairs by names of its own; no state of withdrawals.
    private static final class Kraken implements AccountService {
        /// As `/0/public/Assets` answered in 2017, 21 codes whose names lack the letter (on GitHub: aaronspindler/Poseidon,
        /// `Models/Kraken/AssetInfo.cs`), and ZAUD, which came later: the answer of `AssetPairs` of 2021-04-17 in bmoscon/cryptofeed's `sample_data`
        /// has it, XTZ and CHF as they are, and no other. KFEE is a credit for fees and no asset; XSTR of 2014 is XXLM since.
        private static final Set<String> OLD_CODES = Set.of("XDAO", "XETC", "XETH", "XICN", "XLTC",
                "XMLN", "XNMC", "XREP", "XXBT", "XXDG", "XXLM", "XXMR", "XXRP", "XXVN", "XZEC",
                "ZAUD", "ZCAD", "ZEUR", "ZGBP", "ZJPY", "ZKRW", "ZUSD");

        private final KrakenExchange exchange;
        private final KrakenAccountServiceRaw service;

        Kraken(String rest, Keys keys) {
            exchange = at(new MicrosecondKraken(), rest, keys);
            service = (KrakenAccountServiceRaw) exchange.getAccountService();
        }

        @Override
        public void learn() throws IOException {
            exchange.remoteInit();
        }

        @Override
        public FeeModel.@Nullable Rate rate(Instrument instrument) throws IOException {
            KrakenTradeVolume volume = service.getTradeVolume(
                    new CurrencyPair(instrument.base(), instrument.quote()));
            KrakenVolumeFee taker = only(volume.getFees());
            KrakenVolumeFee maker = only(volume.getFeesMaker());
            return taker == null
                    ? null
                    : fees(taker.getFee().divide(HUNDRED),
                            (maker == null ? taker : maker).getFee().divide(HUNDRED));
        }

        private static @Nullable KrakenVolumeFee only(
                @Nullable Map<String, KrakenVolumeFee> fees) {
            return fees == null || fees.size() != 1 ? null : fees.values().iterator().next();
        }

        @Override
        public Map<String, Long> held() throws IOException {
            var held = new HashMap<String, Long>();
            service.getKrakenBalance().forEach((code, amount) -> {
                String spent = code.endsWith(".F") ? code.substring(0, code.length() - 2) : code;
                if (spent.indexOf('.') < 0) { // what is staked or lent is not free; what earns by itself is
                    held.merge(asset(spent), down(amount), Long::sum);
                }
            });
            return held;
        }

        /// Its old codes carry a letter in front, X for coins and Z for money; all others are names, ZETA as much as ETH.
        private static String asset(String code) {
            String bare = OLD_CODES.contains(code) ? code.substring(1) : code;
            return switch (bare) {
                case "XBT" -> "BTC";
                case "XDG" -> "DOGE";
                default -> bare;
            };
        }

        @Override
        public @Nullable List<Transfers.Network> networks(String exchange, Set<String> assets) {
            return null;
        }
    }

    /// With nonces like those of our own wire: XChange's milliseconds would be refused for ever once the key has signed an order, and who sends many such is locked out
    /// with his orders.
    private static final class MicrosecondKraken extends KrakenExchange {
        private final AtomicLong last = new AtomicLong();

        /// XChange's own microseconds count from when the machine was started.
        @Override
        public SynchronizedValueFactory<Long> getNonceFactory() {
            return () -> last.updateAndGet(before -> Math.max(before + 1,
                    ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())));
        }
    }

    /// Rates by symbol; what a unified account holds, less what is locked; no networks in XChange 5.2.
    private static final class Bybit implements AccountService {
        private final BybitAccountServiceRaw service;

        Bybit(String rest, Keys keys) {
            service = (BybitAccountServiceRaw) at(new BybitExchange(), rest, keys)
                    .getAccountService();
        }

        @Override
        public FeeModel.@Nullable Rate rate(Instrument instrument) throws IOException {
            String symbol = instrument.base() + instrument.quote();
            var category = instrument.kind() == Instrument.Kind.SPOT
                    ? BybitCategory.SPOT
                    : BybitCategory.LINEAR;
            for (BybitFeeRate row : service.getFeeRates(category, symbol).getResult().getList()) {
                if (row.getSymbol().equals(symbol)) {
                    return fees(row.getTakerFeeRate(), row.getMakerFeeRate());
                }
            }
            return null;
        }

        @Override
        public Map<String, Long> held() throws IOException {
            var held = new HashMap<String, Long>();
            for (BybitAccountBalance account : service.getWalletBalances(BybitAccountType.UNIFIED)
                    .getResult().getList()) {
                for (BybitCoinWalletBalance coin : account.getCoin()) {
                    BigDecimal free = number(coin.getWalletBalance())
                            .subtract(number(coin.getLocked()));
                    held.merge(coin.getCoin(), down(free), Long::sum);
                }
            }
            return held;
        }

        private static BigDecimal number(@Nullable String text) {
            return text == null || text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
        }

        @Override
        public @Nullable List<Transfers.Network> networks(String exchange, Set<String> assets) {
            return null;
        }
    }

    private static FeeModel.Rate fees(BigDecimal taker, BigDecimal maker) {
        return new FeeModel.Rate(fraction(taker), fraction(maker));
    }

    private static long fraction(BigDecimal rate) {
        return rate.setScale(DetectorSettings.FEE_SCALE, RoundingMode.CEILING).unscaledValue()
                .longValueExact();
    }

    /// What is owed on margin is nothing that is free.
    private static long down(BigDecimal amount) {
        return amount.max(BigDecimal.ZERO).setScale(Money.SCALE, RoundingMode.DOWN).unscaledValue()
                .longValueExact();
    }

    private static long up(BigDecimal amount) {
        return amount.setScale(Money.SCALE, RoundingMode.UP).unscaledValue().longValueExact();
    }
}
