package io.crossbook.gateway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.books.Decimals;
import io.crossbook.gateway.config.Account;
import io.crossbook.gateway.config.AlertSettings;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.config.GatewaySettings;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.web.Route;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// What is configured, with no secret: of keys the names of their variables, of addresses neither who asks nor with what.
final class ConfigurationRoutes {

    private static final long MILLI = 1_000_000L;

    private ConfigurationRoutes() {}

    static List<Route> table(Supplier<Configuration> configuration) {
        return List.of(Route.get("/v1/configuration",
                "What is configured and in force, with no secret", "Configuration",
                ask -> ask.read(now -> now.settings(), settings -> Nodes.reply(
                        document(configuration.get(), settings))))
                .tag());
    }

    static ObjectNode document(Configuration configuration, Settings settings) {
        ObjectNode to = Nodes.object()
                .put("mode", configuration.execution().mode().word())
                .put("sha256", configuration.sum());
        ArrayNode exchanges = to.putArray("exchanges");
        settings.exchanges().forEach(exchange -> exchange(exchanges.addObject(), exchange,
                configuration.accounts().getOrDefault(exchange.entry().name(), Account.NONE)));
        arbitrage(to.putObject("arbitrage"), settings);
        ObjectNode risk = to.putObject("risk");
        configuration.risk().values().forEach((setting, value) -> risk.put(setting.key(), value));
        orders(to.putObject("orders"), configuration);
        gateway(to.putObject("gateway"), configuration.gateway());
        alerts(to.putObject("alerts"), configuration.alerts());
        to.putObject("journal").put("where", configuration.journal().settings().where())
                .put("durability", configuration.journal().settings().durability().toString()
                        .toLowerCase(Locale.ROOT));
        to.putObject("tape").put("enabled", configuration.tape().enabled())
                .put("directory", configuration.tape().directory().toString());
        to.putObject("control").put("directory", configuration.control().toString())
                .put("silentMillis", configuration.silentMillis());
        return to;
    }

    private static void exchange(ObjectNode to, Settings.Exchange exchange, Account account) {
        to.put("exchange", exchange.entry().name()).put("dialect", exchange.dialect())
                .put("enabled", exchange.enabled());
        ArrayNode listings = to.putArray("listings");
        exchange.instruments().forEach(each -> listings.add(each.toString()));
        to.put("takerFee", fee(exchange.takerFee())).put("makerFee", fee(exchange.makerFee()))
                .put("feesPaidIn", exchange.terms().payer().toString())
                .put("latencyMillis", exchange.terms().latencyMillis())
                .put("maxBookAgeMillis", exchange.limits().maxAgeNanos() / MILLI)
                .put("maxFeedLagMillis", exchange.limits().maxLagNanos() / MILLI)
                .put("maxCrossedMillis", exchange.limits().maxCrossedNanos() / MILLI)
                .put("depth", exchange.entry().depth())
                .put("bestQuotes", exchange.entry().bestQuotes())
                .put("trades", exchange.entry().trades())
                .put("webSocketUrl", plain(exchange.entry().webSocket()))
                .put("restUrl", plain(exchange.entry().rest()));
        to.putObject("account").put("keyEnv", account.keyEnv())
                .put("secretEnv", account.secretEnv())
                .put("passphraseEnv", account.passphraseEnv()).put("live", account.live())
                .put("dedicated", account.dedicated());
    }

    /// Without what a URL may hide.
    static String plain(String url) {
        return url.replaceFirst("[?#].*", "").replaceFirst("//[^/]*@", "//");
    }

    private static String fee(long fraction) {
        return Decimals.format(fraction, DetectorSettings.FEE_SCALE);
    }

    private static String bps(long bps) {
        return Decimals.format(bps, DetectorSettings.BPS_SCALE);
    }

    private static void arbitrage(ObjectNode to, Settings settings) {
        DetectorSettings detector = settings.detector();
        to.put("minNetBps", bps(detector.minNetBps())).put("maxEdgeBps", bps(detector.maxEdgeBps()))
                .put("maxAgeMillis", detector.maxAgeNanos() / MILLI)
                .put("maxSkewMillis", detector.maxSkewNanos() / MILLI)
                .put("maxQuote", detector.maxQuote()).put("stepBps", bps(detector.stepBps()))
                .put("stepPercent", detector.stepPercent())
                .put("latencyPercent", settings.latencyPercent())
                .put("transfersCounted", settings.transfers().counted());
        ArrayNode conversions = to.putArray("conversions");
        settings.chains().conversions().forEach(each -> conversions.addObject()
                .put("one", each.one()).put("other", each.other())
                .put("mode", each.mode().toString()).put("limit", each.limit()));
        var cycles = settings.chains().cycles();
        ArrayNode assets = to.putObject("cycles").put("onOneExchange", cycles.onOneExchange())
                .put("across", cycles.across()).put("maxHops", cycles.maxHops())
                .putArray("assets");
        cycles.assets().forEach(assets::add);
    }

    private static void orders(ObjectNode to, Configuration configuration) {
        to.put("legs", switch (configuration.execution().legs()) {
            case DOUBTFUL_FIRST -> "doubtfulFirst";
            case PROVEN -> "proven";
            case TOGETHER -> "together";
        })
                .put("lossBudgetBps", configuration.execution().lossBudgetBps())
                .put("parkedStopBps", configuration.execution().parkedStopBps());
        ArrayNode traded = to.putArray("exchanges");
        configuration.execution().patience().keySet().forEach(traded::add);
    }

    private static void gateway(ObjectNode to, GatewaySettings gateway) {
        to.put("host", gateway.host()).put("port", gateway.port())
                .put("maxClients", gateway.maxClients())
                .put("maxTopicsPerClient", gateway.maxTopicsPerClient())
                .put("maxQueuedBytesPerClient", gateway.maxQueuedBytes());
        ArrayNode origins = to.putArray("allowedOrigins");
        gateway.allowedOrigins().forEach(origins::add);
        ArrayNode hosts = to.putArray("allowedHosts");
        gateway.allowedHosts().forEach(hosts::add);
        GatewaySettings.Tls tls = gateway.tls();
        to.put("readWithoutToken", gateway.readWithoutToken())
                .put("maxRequestsPerSecond", gateway.maxRequestsPerSecond())
                .put("maxConnectionsPerAddress", gateway.maxConnectionsPerAddress())
                .put("certificate", tls == null ? null : tls.certificate().toString());
    }

    /// Without who hears it: chats and addresses are secrets.
    private static void alerts(ObjectNode to, AlertSettings alerts) {
        ArrayNode receivers = to.putArray("receivers");
        alerts.receivers().forEach(each -> receivers.addObject().put("name", each.name())
                .put("kind", each.kind().toString().toLowerCase(Locale.ROOT))
                .put("env", each.variable()).put("from", each.from()));
        to.put("maxPerMinute", alerts.maxPerMinute()).put("repeatMinutes", alerts.repeatMinutes())
                .put("heartbeatEnv", alerts.heartbeatEnv())
                .put("heartbeatSeconds", alerts.heartbeatSeconds())
                .put("haltEnv", alerts.haltEnv());
    }
}
