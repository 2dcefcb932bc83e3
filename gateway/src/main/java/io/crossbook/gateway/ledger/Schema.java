package io.crossbook.gateway.ledger;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/// Brings the tables to what this build knows; never touches those of a newer one.
final class Schema {

    private static final String STEPS = "classpath:io/crossbook/gateway/ledger/schema";
    /// The last of the steps there. Said here, because steps that are not found are left out without a word.
    private static final MigrationVersion LAST = MigrationVersion.fromVersion("4");

    private Schema() {}

    static void prepare(JournalSettings settings, Database database) {
        try {
            Flyway flyway = Flyway.configure()
                    .dataSource(settings.url(), settings.user(), settings.password())
                    .locations(STEPS).failOnMissingLocations(true)
                    .placeholders(database.words())
                    .ignoreMigrationPatterns(new String[0]) // not those of the future either
                    .load();
            flyway.migrate();
            MigrationInfo now = flyway.info().current();
            if (now == null || !LAST.equals(now.getVersion())) {
                throw new BadJournal(settings.where() + ": its tables are of step "
                        + (now == null ? "none" : now.getVersion()) + ", " + LAST + " is wanted");
            }
        } catch (FlywayException e) {
            throw new BadJournal(settings.where() + ": its tables are not what this build makes: "
                    + first(e), e);
        }
    }

    private static String first(FlywayException e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
