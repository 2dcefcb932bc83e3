package io.crossbook.gateway.web;

import java.util.List;
import java.util.function.Supplier;

/// What a server serves besides what the market says.
///
/// `metrics` writes the Prometheus text; `refused` says why what the configuration's file says is not in force, and is asked from any thread; attempts and
/// orders are told from `executions`; `access` knows whose tokens are.
public record Services(Supplier<String> metrics, Supplier<List<String>> refused, Halting halting,
        Access access, Executions executions, List<Route> routes, List<SocketRoute> sockets) {

    /// Nothing of all this.
    public static final Services NONE = new Services(() -> "", List::of, Halting.NOBODY,
            Access.NOBODY, Executions.NONE, List.of(), List.of());

    public Services {
        routes = List.copyOf(routes);
        sockets = List.copyOf(sockets);
    }

    /// The same with these routes and WebSockets instead.
    public Services serving(List<Route> others, List<SocketRoute> otherSockets) {
        return new Services(metrics, refused, halting, access, executions, others, otherSockets);
    }
}
