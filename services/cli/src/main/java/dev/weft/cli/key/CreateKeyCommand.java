package dev.weft.cli.key;

import dev.weft.access.Role;
import dev.weft.access.key.ApiKey;
import dev.weft.access.key.HashedKey;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
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
      "Create an API key, add its hash to the key file, and print the key. The key cannot be"
          + " displayed again.",
      "Servers accept the new key within seconds. Several servers can read the same file, for"
          + " example from a Kubernetes Secret."
    })
final class CreateKeyCommand implements Callable<Integer> {
  private final CommandSession session;

  @Mixin private KeyFileOption file;

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description =
          "Role of the key. viewer: read. publisher: also upload images. labeler: also label."
              + " operator: all of these, and decide what is trained and served. For machines,"
              + " monitor: read metrics; replica: requests from another gateway.")
  private Role role;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Owner or purpose of the key, shown in logs and lists.")
  private String name;

  @Option(
      names = "--expires-in",
      paramLabel = "PERIOD",
      description = "Validity period of the key, such as P90D. Default: no expiry.")
  private String period;

  CreateKeyCommand(CommandSession session) {
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
    session.note(
        "key " + key.id() + " with role " + role.code() + "; its hash was added to " + file.path());
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
        ExitCode.USAGE,
        "--expires-in must be a positive duration, but is " + period,
        "such as P90D");
  }
}
