package io.crossbook.gateway.web;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Tokens as a test tells them.
final class Told implements Access {

    final Map<String, Caller> callers = new ConcurrentHashMap<>(Map.of(
            "reader", new Caller("reader", "1", Scope.READ, Set.of(), Caller.Quota.USUAL),
            "trader", new Caller("trader", "2", Scope.TRADE, Set.of(), Caller.Quota.USUAL),
            "admin", new Caller("admin", "3", Scope.ADMIN, Set.of(), Caller.Quota.USUAL),
            "tops", new Caller("tops", "4", Scope.READ, Set.of("top"), Caller.Quota.USUAL),
            "health",
            new Caller("health", "7", Scope.READ, Set.of("health"), Caller.Quota.USUAL), "phone",
            new Caller("phone", "8", Scope.TRADE, Set.of("health"), Caller.Quota.USUAL), "metrics",
            new Caller("metrics", "9", Scope.READ, Set.of("metrics"), Caller.Quota.USUAL), "one",
            new Caller("one", "5", Scope.READ, Set.of(), new Caller.Quota(1, 0, 1)),
            "slow", new Caller("slow", "6", Scope.READ, Set.of(), new Caller.Quota(0, 1, 0))));

    @Override
    public Verdict whose(String token) {
        Caller caller = callers.get(token);
        if (caller != null) {
            return new Verdict.Known(caller);
        }
        return new Verdict.Refused(switch (token) {
            case "expired" -> "token 'guest' has expired at 2026-01-01T00:00:00Z";
            case "revoked" -> "token 'guest' was revoked at 2026-01-01T00:00:00Z";
            default -> "this token is not known here";
        });
    }

    @Override
    public String over(Caller caller) {
        return caller.id().isEmpty() || callers.containsValue(caller)
                ? ""
                : "token '" + caller.name() + "' was revoked at 2026-01-01T00:00:00Z";
    }
}
