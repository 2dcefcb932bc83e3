package io.crossbook.gateway.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.exchanges.ApiKey;
import io.crossbook.gateway.config.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The paper that says that a [LiveCheck] went well: for this file, these keys and this build, for seven days.
///
/// `configuration` is the SHA-256 of the file, `keys` those of the keys' ids by exchange: the ids themselves stand nowhere.
public record LivePaper(String configuration, Map<String, String> keys, String build,
        String checkedAt) {

    private static final String NAME = "live-check.json";
    private static final Duration GOOD = Duration.ofDays(7);
    /// How far the clock of who checked may be before the daemon's, which goes by its own count since it began.
    private static final Duration APART = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    public LivePaper {
        // A file may lack any of them.
        Objects.requireNonNull(configuration);
        Objects.requireNonNull(build);
        Objects.requireNonNull(checkedAt);
        keys = new TreeMap<>(keys);
    }

    /// What is checked by now: of a configuration whose text has this SHA-256.
    public static LivePaper of(String configuration, Map<String, ApiKey> keys, String build,
            Instant now) {
        var ids = new TreeMap<String, String>();
        keys.forEach((exchange, key) -> ids.put(exchange,
                Sha256.of(exchange + ' ' + key.id())));
        return new LivePaper(configuration, ids, build, now.toString());
    }

    /// Where it lies in the folder that `control` names.
    public static Path at(Path control) {
        return control.resolve(NAME);
    }

    /// Keeps it, for our own user alone; one that was there is replaced whole.
    public Path keep(Path control) throws IOException {
        Files.createDirectories(control);
        Path fresh = Files.createTempFile(control, NAME, ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(fresh,
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
            Files.move(fresh, at(control), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
        return at(control);
    }

    /// One that does not hold any more is worse than none.
    public static void drop(Path control) throws IOException {
        Files.deleteIfExists(at(control));
    }

    /// Why nothing may be traded with real money: what this asks for is not what was checked; empty when it is.
    public String refusal(Path control) throws IOException {
        @Nullable
        LivePaper kept;
        try {
            kept = JSON.readValue(Files.readString(at(control)), LivePaper.class);
        } catch (NoSuchFileException e) {
            return "`crossbook check --live` has not passed: there is no " + at(control);
        } catch (JsonProcessingException e) {
            return again("cannot be read", control);
        }
        try {
            return kept == null ? again("is empty", control) : refusal(kept, control);
        } catch (DateTimeException e) {
            return again("has no time", control);
        }
    }

    private String refusal(LivePaper kept, Path control) {
        Duration age = Duration.between(Instant.parse(kept.checkedAt), Instant.parse(checkedAt));
        if (age.compareTo(APART.negated()) < 0 || age.compareTo(GOOD) > 0) {
            return again("is of " + kept.checkedAt + ", and good for seven days", control);
        }
        if (!kept.configuration.equals(configuration)) {
            return again("is of another configuration", control);
        }
        if (!kept.keys.equals(keys)) {
            return again("is of other keys", control);
        }
        return kept.build.equals(build) ? "" : again("is of another build", control);
    }

    private static String again(String what, Path control) {
        return at(control) + " " + what + ": `crossbook check --live` again";
    }
}
