package usher.router.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import usher.common.config.SecretFile;
import usher.router.cli.Finding.Level;

/** {@code usher doctor}. */
@Command(
    name = "doctor",
    description = {
      "Checks a deployment, and says what to mend.",
      "It looks at ports, tokens, nodes, the journal and its Redis, clocks, open files, transport"
          + " and disk, and ends with 1 where something must be mended."
    })
final class DoctorCommand implements Callable<Integer> {
  private static final int UNAUTHORIZED = 401;

  @ParentCommand UsherCommand usher = new UsherCommand();

  @Override
  public Integer call() {
    AdminClient client = usher.client();
    List<Finding> findings = findings(client);
    boolean bad = findings.stream().anyMatch(each -> each.level() == Level.BAD);
    if (usher.isJson()) {
      usher.out().println(AdminClient.write(Map.of("healthy", !bad, "findings", json(findings))));
    } else {
      print(findings);
      usher.out().println();
      usher.out().println(bad ? "something must be mended" : "nothing must be mended");
    }
    return bad ? ExitCode.REFUSED : ExitCode.DONE;
  }

  private List<Finding> findings(AdminClient client) {
    List<Finding> all = new ArrayList<>();
    String unhealthy = client.probe("/healthz");
    all.add(
        unhealthy.isEmpty()
            ? Finding.ok("admin port", client.address().uri() + " answers")
            : Finding.bad("admin port", unhealthy, "see that --admin names a router's admin port"));
    long beforeMs = System.currentTimeMillis();
    JsonNode router;
    try {
      router = client.get("/v1/router");
    } catch (RefusedException e) {
      if (e.status() != UNAUTHORIZED) {
        throw e;
      }
      all.add(
          Finding.bad(
              "token",
              usher.tokenFile == null ? "the router wants one" : "the router does not take it",
              "--token-file names a file whose first token is one of the router's"
                  + " --admin-token-file, or of its --token-file"));
      return all;
    }
    long nowMs = (beforeMs + System.currentTimeMillis()) / 2;
    all.add(token());
    JsonNode cluster = client.get("/v1/cluster");
    List<JsonNode> nodes = Pages.nodes(client);
    PortCheck ports = new PortCheck(client.address().host());
    all.addAll(ports.router(router));
    all.addAll(new ClusterCheck(cluster, nodes).findings());
    all.addAll(ports.nodes(nodes));
    all.addAll(new JournalCheck(router, cluster).findings());
    all.addAll(new RouterCheck(router).findings(nowMs));
    return all;
  }

  private Finding token() {
    Path file = usher.tokenFile;
    if (file == null) {
      return Finding.ok("token", "none was presented, and the router answers");
    }
    try {
      return SecretFile.isOpenToAll(file)
          ? Finding.warn("token", "everybody on this machine may read " + file, "chmod 600 " + file)
          : Finding.ok("token", "the router takes it");
    } catch (IOException e) {
      return Finding.warn("token", "who may read " + file + " is not known: " + e, "");
    }
  }

  private void print(List<Finding> findings) {
    Table table = new Table("", "CHECK", "FOUND");
    findings.forEach(each -> table.row(each.level().word(), each.about(), each.found()));
    List<String> lines = table.lines();
    for (int i = 0; i < findings.size(); i++) {
      usher.out().println(lines.get(i + 1));
      if (!findings.get(i).mend().isEmpty()) {
        usher.out().println("      -> " + findings.get(i).mend());
      }
    }
  }

  private static List<Map<String, String>> json(List<Finding> findings) {
    List<Map<String, String>> all = new ArrayList<>();
    for (Finding each : findings) {
      all.add(
          Map.of(
              "level", each.level().word().toLowerCase(Locale.ROOT),
              "about", each.about(),
              "found", each.found(),
              "mend", each.mend()));
    }
    return all;
  }
}
