package io.crossbook.gateway.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.gateway.web.Caller;
import io.crossbook.gateway.web.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A token that was given to somebody: everything but itself.
///
/// `hash` is its SHA-256 in hexadecimal. No salt and no slow hash: those protect words that people choose, and nobody finds 256 random bits however fast each try is.
/// `expires` and `revoked` are null where it has no end, and stands.
public record Issued(String name, String hash, Scope scope, Set<String> topics,
        Caller.Quota quota, Instant created, @Nullable Instant expires,
        @Nullable Instant revoked) {

    /// What a token may be called.
    public static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int ID = 8;

    public Issued {
        topics = Set.copyOf(topics);
        if (!NAME.matcher(name).matches() || !HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("no name of a token, or no hash: " + name);
        }
    }

    /// Tells two tokens of one name apart.
    public String id() {
        return hash.substring(0, ID);
    }

    /// Why it is worth nothing at this moment; empty when it is good.
    public String over(Instant now) {
        if (revoked != null) {
            return "token '" + name + "' was revoked at " + revoked;
        }
        return expires == null || now.isBefore(expires)
                ? ""
                : "token '" + name + "' has expired at " + expires;
    }

    Caller caller() {
        return new Caller(name, id(), scope, topics, quota);
    }

    Issued revoked(Instant at) {
        return new Issued(name, hash, scope, topics, quota, created, expires, at);
    }

    ObjectNode json(ObjectMapper mapper) {
        ObjectNode json = mapper.createObjectNode().put("name", name).put("hash", hash)
                .put("scope", scope.name().toLowerCase(Locale.ROOT));
        topics.stream().sorted().forEach(json.putArray("topics")::add);
        json.put("clients", quota.clients()).put("requestsPerSecond", quota.requestsPerSecond())
                .put("maxTopics", quota.topics()).put("created", created.toString());
        if (expires != null) {
            json.put("expires", expires.toString());
        }
        if (revoked != null) {
            json.put("revoked", revoked.toString());
        }
        return json;
    }

    /// [IllegalArgumentException] where it is none. What is missing never gives more: there is no scope that goes without saying.
    static Issued of(JsonNode json) {
        try {
            var topics = new LinkedHashSet<String>();
            json.required("topics").forEach(topic -> topics.add(topic.asText()));
            return new Issued(json.required("name").asText(), json.required("hash").asText(),
                    Scope.valueOf(json.required("scope").asText().toUpperCase(Locale.ROOT)), topics,
                    new Caller.Quota(json.required("clients").intValue(),
                            json.required("requestsPerSecond").intValue(),
                            json.required("maxTopics").intValue()),
                    Instant.parse(json.required("created").asText()), time(json, "expires"),
                    time(json, "revoked"));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static @Nullable Instant time(JsonNode json, String field) {
        return json.has(field) ? Instant.parse(json.get(field).asText()) : null;
    }
}
