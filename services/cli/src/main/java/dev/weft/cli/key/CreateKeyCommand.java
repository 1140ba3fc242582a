package dev.weft.cli.key;

import dev.weft.access.Role;
import dev.weft.access.key.ApiKey;
import dev.weft.access.key.HashedKey;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.Session;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weft key create}. */
@Command(
    name = "create",
    description = {
      "Makes a key, writes its hash into the file, and prints the key, which nothing shows again.",
      "A server takes it within seconds; several take it from the same file, such as a Secret."
    })
final class CreateKeyCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private KeyFileOption file;

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description =
          "viewer sees; publisher also sends images; labeler also labels; operator does all of"
              + " that and decides what is trained and serves. For machines: monitor reads metrics,"
              + " replica is another gateway.")
  private Role role;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Whose it is or what for; shown in logs and lists.")
  private String name;

  @Option(
      names = "--expires-in",
      paramLabel = "PERIOD",
      description = "After which it is refused, such as P90D. Default: never.")
  private String period;

  CreateKeyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    ApiKey key = ApiKey.generate(new SecureRandom());
    HashedKey hashed = HashedKey.of(key, role, now, end(now), name);
    file.apply(
        keys -> {
          keys.add(hashed);
          return null;
        });
    session.note("The key of " + role.code() + " " + key.id() + "; its hash is in " + file.path());
    session.print(key.text());
    session.printJson(
        Json.object()
            .put("id", key.id())
            .put("role", role.code())
            .put("name", name.isEmpty() ? null : name)
            .put("expires", hashed.expires().map(Instant::toString).orElse(null))
            .put("key", key.text())
            .put("file", file.path().toString()));
    return ExitCode.OK;
  }

  private Optional<Instant> end(Instant now) {
    if (period == null) {
      return Optional.empty();
    }
    try {
      Instant end = now.atZone(ZoneOffset.UTC).plus(Period.parse(period)).toInstant();
      if (end.isAfter(now)) {
        return Optional.of(end);
      }
    } catch (DateTimeException e) {
      // Reported below.
    }
    throw new CliException(
        ExitCode.USAGE, "--expires-in must be a time to come, but is " + period, "such as P90D");
  }
}
