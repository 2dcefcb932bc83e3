package io.crossbook.gateway.ledger;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where the journal is kept, and how hard.
///
/// `url` is a JDBC URL of SQLite or PostgreSQL; `user` and `password` may be empty. `patienceMillis` is how long a commit may wait for a lock
/// or a server before that is a failure, `retryMillis` how long after a failure it is tried again, `capacity` how many commits may wait.
public record JournalSettings(String url, String user, String password, Durability durability,
        int patienceMillis, int retryMillis, int capacity) {

    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRES = "jdbc:postgresql:";
    private static final int PATIENCE = 1_000;
    private static final int CAPACITY = 1 << 16;

    public JournalSettings {
        if (!url.startsWith(SQLITE) && !url.startsWith(POSTGRES)) {
            throw new IllegalArgumentException("a journal is at " + SQLITE + "FILE or at "
                    + POSTGRES + "//HOST/DATABASE, not at " + plain(url));
        }
        String file = url.startsWith(SQLITE) ? url.substring(SQLITE.length()) : "x";
        if (file.isEmpty() || file.startsWith(":") || file.startsWith("file:")
                || file.contains("?")) {
            throw new IllegalArgumentException(
                    "a journal is in a plain file, not in '" + file + "'");
        }
        if (patienceMillis <= 0 || retryMillis <= 0 || capacity <= 0) {
            throw new IllegalArgumentException("no journal: patience " + patienceMillis
                    + " ms, again after " + retryMillis + " ms, " + capacity + " commits");
        }
    }

    /// A file of its own, with SQLite.
    public static JournalSettings file(Path file, Durability durability) {
        return at(SQLITE + file.toAbsolutePath(), "", "", durability);
    }

    /// By JDBC URL.
    public static JournalSettings at(String url, String user, String password,
            Durability durability) {
        return new JournalSettings(url, user, password, durability, PATIENCE, PATIENCE, CAPACITY);
    }

    /// The same with other times.
    public JournalSettings patient(int patience, int retry) {
        return new JournalSettings(url, user, password, durability, patience, retry, capacity);
    }

    /// The same with room for so many commits.
    public JournalSettings waiting(int commits) {
        return new JournalSettings(url, user, password, durability, patienceMillis, retryMillis,
                commits);
    }

    /// Whether it is a file of ours.
    public boolean sqlite() {
        return url.startsWith(SQLITE);
    }

    /// The file that it is.
    public Path path() {
        return Path.of(url.substring(SQLITE.length())).toAbsolutePath();
    }

    /// Whether it is a file that nobody has made yet.
    public boolean missing() {
        return sqlite() && !Files.exists(path());
    }

    /// Where it is, for people: without anything that might be secret.
    public String where() {
        return sqlite() ? path().toString() : plain(url);
    }

    private static String plain(String url) {
        String words = url.contains("?") ? url.substring(0, url.indexOf('?')) : url;
        return words.replaceFirst("//[^/]*@", "//");
    }

    /// How people read it; never with a password.
    @Override
    public String toString() {
        return where() + ", " + durability;
    }
}
