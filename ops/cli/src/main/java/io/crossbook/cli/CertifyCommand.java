package io.crossbook.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.cli.certify.Certification;
import io.crossbook.cli.certify.Certification.Result;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The acceptance list of order entry, run against a practice exchange.
@Command(name = "certify", description = {
        "Run the acceptance list of order entry against a practice exchange on this machine, over real sockets: signatures, clocks, every refusal, "
                + "answers that come too late, broken or not at all, streams that break, sweeps.",
        "Our own dialect, keys and wire place the orders; each case is held to what the exchange has on its books. Ends with 1 when a case fails. "
                + "docs/certification.md has the list."})
final class CertifyCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(paramLabel = "EXCHANGE", description = "binance, kraken or bybit.")
    private String exchange = "";

    @Option(names = "--case", paramLabel = "N", split = ",", description = "Only these cases, by number.")
    private List<Integer> only = List.of();

    @Option(names = "--json", description = "The answer as one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (!Certification.exchanges().contains(exchange)) {
            throw new ParameterException(spec.commandLine(), "EXCHANGE is '" + exchange
                    + "', wanted is one of " + String.join(", ", Certification.exchanges()));
        }
        List<Result> results = Certification.run(exchange,
                number -> only.isEmpty() || only.contains(number));
        if (results.isEmpty()) {
            throw new ParameterException(spec.commandLine(),
                    "there is no case " + only + " for " + exchange);
        }
        spec.commandLine().getOut()
                .println(json ? document(exchange, results) : text(exchange, results));
        return code(results);
    }

    static int code(List<Result> results) {
        return failed(results) == 0 ? Exit.OK : Exit.FAILED;
    }

    private static long failed(List<Result> results) {
        return results.stream().filter(result -> !result.passed()).count();
    }

    static String text(String exchange, List<Result> results) {
        long failed = failed(results);
        var text = new StringBuilder();
        String group = "";
        for (Result result : results) {
            if (!result.group().equals(group)) {
                group = result.group();
                text.append("%n%s%n".formatted(group));
            }
            text.append("%4d  %-4s  %s: %s%n".formatted(result.number(),
                    result.passed() ? "ok" : "FAIL", result.name(), result.seen()));
        }
        long millis = results.stream().mapToLong(Result::millis).sum();
        return text.append("%n%s: %d cases in %.1f s, ".formatted(exchange, results.size(),
                millis / 1e3)).append(failed == 0 ? "all passed." : failed + " FAILED.")
                .toString().stripLeading();
    }

    static String document(String exchange, List<Result> results) throws Exception {
        ObjectNode node = JSON.createObjectNode().put("exchange", exchange)
                .put("cases", results.size()).put("failed", failed(results));
        var list = node.putArray("results");
        for (Result result : results) {
            list.addObject().put("number", result.number()).put("group", result.group())
                    .put("name", result.name()).put("passed", result.passed())
                    .put("seen", result.seen()).put("millis", result.millis());
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node);
    }
}
