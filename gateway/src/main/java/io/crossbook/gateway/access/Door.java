package io.crossbook.gateway.access;

import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.config.GatewaySettings;
import io.crossbook.gateway.web.Access;
import io.crossbook.gateway.web.Certificate;
import io.crossbook.gateway.web.Entrance;
import io.crossbook.gateway.web.Web;
import io.crossbook.gateway.wire.Urls;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What the configuration and the daemon's folder say of who may come in.
public record Door(Web.Settings settings, Access access) {

    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");

    /// Reads certificate and tokens; [IllegalStateException] where the door must not be opened like this.
    public static Door of(Configuration configuration, int pingMillis) {
        GatewaySettings gateway = configuration.gateway();
        Tokens tokens = Tokens.of(configuration.control());
        boolean here = Urls.loopback(gateway.host());
        if (!here && gateway.tls() == null) {
            throw new IllegalStateException("gateway.host is " + gateway.host()
                    + ", which others reach: gateway.tls is wanted");
        }
        if (!here && !tokens.any()) {
            throw new IllegalStateException("gateway.host is " + gateway.host()
                    + ", which others reach, and there is no token in " + configuration.control()
                    + ": ops/crossbook token create NAME --scope read makes one");
        }
        var entrance = new Entrance(hosts(gateway.host(), gateway.allowedHosts()),
                here && gateway.readWithoutToken(),
                gateway.maxRequestsPerSecond(), gateway.maxConnectionsPerAddress(),
                gateway.tls() == null ? null : certificate(gateway.tls()));
        return new Door(
                new Web.Settings(gateway.host(), gateway.port(), gateway.maxClients(),
                        gateway.maxTopicsPerClient(), gateway.maxQueuedBytes(),
                        gateway.allowedOrigins(), pingMillis, entrance),
                tokens);
    }

    /// What clients may ask for: `allowed`, and the address that we listen on, which is no name that somebody else could make lead here.
    static List<String> hosts(String host, List<String> allowed) {
        var hosts = new LinkedHashSet<>(allowed);
        if (!Urls.loopback(host) && !EVERYWHERE.contains(host)) {
            hosts.add(host.contains(":") ? "[" + host + "]" : host);
        }
        return List.copyOf(hosts);
    }

    private static Certificate certificate(GatewaySettings.Tls tls) {
        try {
            return Certificate.of(tls.certificate(), tls.key());
        } catch (IOException e) {
            throw new IllegalStateException("gateway.tls: " + e.getMessage(), e);
        }
    }
}
