package io.crossbook.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Who may use whom, as a table. A new arrow is a decision: add it here and say why in the commit.
final class ArchitectureTest {

    /// A package (with what is below it), our packages and the libraries that it may use.
    record Row(String name, boolean pure, List<String> ours, List<String> libraries) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> TABLE = List.of(
            pure("books", List.of(), List.of()),
            pure("arbitrage", List.of("books"), List.of()),
            pure("execution", List.of("books", "arbitrage"), List.of()),
            pure("signals", List.of("books"), List.of()),
            // Signing is arithmetic: the same input gives the same bytes.
            pure("exchanges", List.of("books", "arbitrage", "execution"),
                    List.of("com.dslplatform.json", "javax.crypto")),
            pure("gateway.engine",
                    List.of("books", "arbitrage", "execution", "signals", "exchanges"), List.of()),
            edge("gateway.loop", List.of("books", "exchanges", "gateway.engine"),
                    List.of("io.vertx", "io.netty", "io.micrometer", "org.HdrHistogram",
                            "org.jctools", "org.slf4j")),
            edge("gateway.wire",
                    List.of("books", "execution", "exchanges", "gateway.engine", "gateway.loop"),
                    List.of("io.vertx", "io.netty", "io.micrometer", "org.HdrHistogram",
                            "org.slf4j")),
            // A path that XChange does not know is asked with its means: interfaces with annotations.
            edge("gateway.xchange",
                    List.of("books", "arbitrage", "exchanges", "gateway.engine", "gateway.loop"),
                    List.of("org.knowm.xchange", "info.bitrich", "si.mazi.rescu", "io.reactivex",
                            "com.github.benmanes.caffeine", "org.slf4j", "jakarta.ws.rs",
                            "com.fasterxml.jackson.annotation")),
            edge("gateway.tape",
                    List.of("books", "arbitrage", "exchanges", "gateway.engine", "gateway.loop"),
                    List.of("org.jctools", "org.slf4j", "com.fasterxml.jackson")),
            // The journal: entries to rows and back.
            edge("gateway.ledger", List.of("books", "execution", "gateway.engine"),
                    List.of("org.sqlite", "org.flywaydb", "org.jctools", "org.slf4j",
                            "com.fasterxml.jackson")),
            // What stands beside the engine: it stops it, asks it, and reads what it wrote.
            edge("gateway.control",
                    List.of("books", "execution", "exchanges", "gateway.engine", "gateway.loop",
                            "gateway.wire", "gateway.ledger", "gateway.config", "gateway.live",
                            "gateway.tape", "gateway.web", "gateway.xchange"),
                    List.of("org.slf4j", "com.fasterxml.jackson", "io.micrometer", "jdk.net")),
            edge("gateway.feed", List.of("books", "arbitrage", "exchanges", "gateway.engine"),
                    List.of("org.jctools")),
            pure("gateway.stream", List.of("books", "gateway.feed"), List.of()),
            // Its counters are the loop's.
            edge("gateway.web",
                    List.of("books", "arbitrage", "exchanges", "gateway.engine", "gateway.feed",
                            "gateway.stream", "gateway.loop"),
                    List.of("io.vertx", "io.netty", "io.micrometer", "org.slf4j")),
            // What exchanges list.
            edge("gateway.listings",
                    List.of("books", "exchanges", "gateway.engine", "gateway.loop",
                            "gateway.xchange"),
                    List.of("org.slf4j")),
            // For Java programs: it reads a gateway as others do, and may start one of its own.
            edge("gateway.embedded", List.of("books", "gateway"),
                    List.of("io.reactivex", "org.reactivestreams", "io.vertx")),
            // What people and tools ask a daemon for: the documents of control, over the routes of web.
            edge("gateway.api",
                    List.of("books", "arbitrage", "execution", "exchanges", "gateway.engine",
                            "gateway.web", "gateway.control", "gateway.ledger", "gateway.config",
                            "gateway.live"),
                    List.of("com.fasterxml.jackson", "org.slf4j")),
            // Who may come in: by the file of tokens and by what the configuration says of the door.
            edge("gateway.access",
                    List.of("gateway.config", "gateway.control", "gateway.keys", "gateway.web",
                            "gateway.wire"),
                    List.of("com.fasterxml.jackson", "org.slf4j")),
            // Keys of accounts, by their names.
            edge("gateway.keys", List.of("gateway.control"),
                    List.of("javax.crypto")),
            // A tape through an engine and a feed of its own, to readers over web.
            edge("gateway.replay",
                    List.of("books", "arbitrage", "exchanges", "gateway.engine", "gateway.feed",
                            "gateway.tape", "gateway.web"),
                    List.of("io.vertx", "io.netty", "org.slf4j")),
            // What a file may name as an address is what wire will speak to: it is asked.
            edge("gateway.config",
                    List.of("books", "arbitrage", "execution", "exchanges", "gateway.engine",
                            "gateway.wire", "gateway.ledger"),
                    List.of("org.snakeyaml")),
            // Why nothing can be traded is asked of the known ways of coins, too.
            edge("gateway.live",
                    List.of("books", "arbitrage", "execution", "exchanges", "gateway.engine",
                            "gateway.loop",
                            "gateway.config", "gateway.wire"),
                    List.of("com.fasterxml.jackson", "org.slf4j")),
            edge("gateway.alerts",
                    List.of("books", "arbitrage", "execution", "gateway.engine",
                            "gateway.config", "gateway.wire"),
                    List.of("org.slf4j", "com.fasterxml.jackson", "io.micrometer")),
            edge("gateway.metrics", List.of(), List.of("io.micrometer")),
            pure("gateway.rehearsal", List.of("books", "arbitrage", "execution", "exchanges"),
                    List.of()),
            edge("simulator", List.of(),
                    List.of("io.vertx", "io.netty", "com.fasterxml.jackson", "org.slf4j",
                            "javax.crypto")));

    private static Row pure(String name, List<String> ours, List<String> libraries) {
        return new Row(name, true, ours, libraries);
    }

    private static Row edge(String name, List<String> ours, List<String> libraries) {
        return new Row(name, false, ours, libraries);
    }

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.crossbook");

    @ParameterizedTest
    @FieldSource("TABLE")
    void a_package_uses_only_its_row(Row row) {
        String[] allowed = Stream.of(
                Stream.of("java..", "org.jspecify..", "io.crossbook." + row.name + ".."),
                row.ours.stream().map(name -> "io.crossbook." + name + ".."),
                row.libraries.stream().map(name -> name + "..")).flatMap(all -> all)
                .toArray(String[]::new);
        classes().that().resideInAPackage("io.crossbook." + row.name + "..").should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed).allowEmptyShould(true).check(CLASSES);
    }

    @ParameterizedTest
    @FieldSource("TABLE")
    void pure_packages_know_no_sockets_files_threads_clocks_or_chance(Row row) {
        if (!row.pure) {
            return;
        }
        String here = "io.crossbook." + row.name + "..";
        noClasses().that().resideInAPackage(here).should()
                .dependOnClassesThat(JavaClass.Predicates
                        .resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..",
                                "java.util.concurrent..", "java.util.random..")
                        .and(DescribedPredicate.not(JavaClass.Predicates // no more than text
                                .equivalentTo(java.net.URLEncoder.class))))
                .allowEmptyShould(true).check(CLASSES);
        noClasses().that().resideInAPackage(here).should().dependOnClassesThat()
                .belongToAnyOf(Thread.class,
                        java.util.Random.class, java.security.SecureRandom.class,
                        java.io.File.class, java.time.Clock.class,
                        ThreadLocal.class)
                .allowEmptyShould(true).check(CLASSES);
        for (String[] call : new String[][]{{"java.lang.System", "nanoTime"},
                {"java.lang.System", "currentTimeMillis"},
                {"java.time.Instant", "now"}, {"java.time.LocalDateTime", "now"},
                {"java.time.ZonedDateTime", "now"},
                {"java.lang.Math", "random"}, {"java.util.UUID", "randomUUID"},
                {"java.lang.System", "getenv"},
                {"java.lang.System", "identityHashCode"}}) {
            noClasses().that().resideInAPackage(here).should()
                    .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                            com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With
                                    .<JavaClass>owner(
                                            com.tngtech.archunit.core.domain.JavaClass.Predicates
                                                    .type(load(call[0]))))
                            .and(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                                    com.tngtech.archunit.core.domain.properties.HasName.Predicates
                                            .name(call[1]))))
                    .allowEmptyShould(true)
                    .because(call[0] + "." + call[1] + " is no input of the engine").check(CLASSES);
        }
    }

    @Test
    void the_page_has_every_package_of_the_gateway() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("crossbook.root", "../.."))
                .resolve("docs/architecture.md"));
        for (Row row : TABLE) {
            if (row.name.startsWith("gateway.")) {
                assertTrue(page.contains("`" + row.name.substring("gateway".length()) + "`"),
                        row.name);
            }
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Nobody else, not even in its own package.
    @Test
    void only_the_gate_makes_an_approved_order() {
        noClasses().that().doNotHaveFullyQualifiedName("io.crossbook.execution.risk.RiskGate")
                .should().accessTargetWhere(com.tngtech.archunit.core.domain.JavaAccess.Predicates
                        .target(com.tngtech.archunit.core.domain.properties.HasName.Predicates
                                .name("<init>"))
                        .and(com.tngtech.archunit.core.domain.JavaAccess.Predicates
                                .target(com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With
                                        .<JavaClass>owner(JavaClass.Predicates.type(
                                                io.crossbook.execution.risk.ApprovedOrder.class)))))
                .check(CLASSES);
    }

    @Test
    void big_decimals_stay_in_configuration_and_printing() {
        noClasses().that().resideInAnyPackage("io.crossbook.books..", "io.crossbook.arbitrage..",
                "io.crossbook.exchanges..", "io.crossbook.gateway.engine..")
                .and(DescribedPredicate.describe("are not at the edge",
                        type -> !EDGES.contains(type.getName().replaceFirst("[$].*", ""))))
                .should().dependOnClassesThat().belongToAnyOf(java.math.BigDecimal.class)
                .check(CLASSES);
    }

    /// Where `BigDecimal` may be: printing and parsing for people, metadata, orders, the scan of recordings, and proposals.
    static final Set<String> EDGES = Set.of("io.crossbook.books.Decimals",
            "io.crossbook.exchanges.Decimal", "io.crossbook.exchanges.Json",
            // Amounts of orders and accounts are exact from the intent on (decision 0011).
            "io.crossbook.exchanges.Amounts", "io.crossbook.exchanges.binance.OrderRows",
            "io.crossbook.exchanges.binance.OrderAnswers",
            "io.crossbook.exchanges.binance.WalletMoves",
            "io.crossbook.exchanges.binance.UserEvents", "io.crossbook.exchanges.bybit.OrderRows",
            "io.crossbook.exchanges.bybit.OrderAnswers",
            "io.crossbook.exchanges.kraken.KrakenOrderAnswers",
            "io.crossbook.exchanges.kraken.KrakenExecutions",
            "io.crossbook.exchanges.kraken.KrakenLedger",
            "io.crossbook.exchanges.okx.OkxRest", "io.crossbook.exchanges.coinbase.CoinbaseRest",
            "io.crossbook.arbitrage.Scan", "io.crossbook.arbitrage.Edge",
            "io.crossbook.arbitrage.Tally", "io.crossbook.arbitrage.Exchanging",
            "io.crossbook.arbitrage.Rebalance",
            // What execution knows exactly, on its way to the desk; never between frame and decision (decision 0013).
            "io.crossbook.gateway.engine.Consequences", "io.crossbook.gateway.engine.Earnings",
            "io.crossbook.gateway.engine.Circumstances", "io.crossbook.gateway.engine.Spending");

    @Test
    void every_package_has_a_row() {
        Set<String> known = TABLE.stream().map(Row::name).collect(Collectors.toSet());
        var missing = new TreeSet<String>();
        for (JavaClass type : CLASSES) {
            String name = type.getPackageName().replaceFirst("^io\\.crossbook\\.?", "");
            boolean front = name.equals("cli") || name.equals("bench") || name.equals("gateway")
                    || name.startsWith("cli.")
                    || name.startsWith("bench.");
            if (!front && known.stream()
                    .noneMatch(row -> name.equals(row) || name.startsWith(row + "."))) {
                missing.add(name);
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void packages_are_free_of_cycles() {
        slices().matching("io.crossbook.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void exchanges_do_not_know_each_other() {
        slices().matching("io.crossbook.exchanges.(*)..").should().notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void the_wiring_is_at_most_six_files() {
        long files = CLASSES.stream()
                .filter(type -> type.getPackageName().equals("io.crossbook.gateway"))
                .filter(type -> !type.isNestedClass()
                        && !type.getSimpleName().equals("package-info"))
                .count();
        assertTrue(files <= 6, "io.crossbook.gateway has " + files + " files");
    }
}
