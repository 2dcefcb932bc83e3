package io.crossbook.gateway.web;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Whose the WebSockets are, and all else that stays open: no more of a caller than its quota, and none of one whose token is over. On the feed's thread.
final class Sessions {

    private final Access access;
    private final Map<Session, Caller> open = new LinkedHashMap<>();
    private final Map<String, Integer> admitted = new HashMap<>();

    Sessions(Access access) {
        this.access = access;
    }

    /// Why this caller gets no further one; empty when it does.
    String refusal(Caller caller) {
        int most = caller.quota().clients();
        return most == 0 || admitted.getOrDefault(caller.id(), 0) < most
                ? ""
                : most + " WebSockets are all that token '" + caller.name() + "' may have";
    }

    /// Takes one in that is there already; why it may not stay, empty when it may.
    String admit(Caller caller, Session session) {
        String refusal = refusal(caller);
        if (refusal.isEmpty()) {
            admitted(caller);
            opened(caller, session);
        }
        return refusal;
    }

    /// One that is about to be; each ends in [#gone].
    void admitted(Caller caller) {
        admitted.merge(caller.id(), 1, Integer::sum);
    }

    void gone(Caller caller) {
        admitted.computeIfPresent(caller.id(), (_, count) -> count == 1 ? null : count - 1);
    }

    /// One that was admitted and is there.
    void opened(Caller caller, Session session) {
        open.put(session, caller);
        session.onClose(() -> {
            open.remove(session);
            gone(caller);
        });
    }

    /// Ends those whose token was revoked or has expired.
    void refresh() {
        List.copyOf(open.entrySet()).forEach(each -> {
            String over = access.over(each.getValue());
            if (!over.isEmpty()) {
                each.getKey().end(over);
            }
        });
    }
}
