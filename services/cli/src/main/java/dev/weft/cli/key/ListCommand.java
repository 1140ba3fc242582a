package dev.weft.cli.key;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.access.key.HashedKey;
import dev.weft.access.key.KeyFile;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weft key list}. */
@Command(
    name = "list",
    description =
        "List the keys in the key file, with their owners. The keys themselves are not shown.")
final class ListCommand implements Callable<Integer> {
  private static final List<String> COLUMNS = List.of("id", "role", "name", "created", "expires");

  private final CommandSession session;

  @Mixin private KeyFileOption file;

  ListCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Collection<HashedKey> keys = file.apply(KeyFile::read).all();
    Instant now = Instant.now();
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("keys");
    Table table = new Table();
    for (String column : COLUMNS) {
      table.column(column, Align.LEFT);
    }
    for (HashedKey key : keys) {
      String end = key.expires().map(Instant::toString).orElse("never");
      table.row(
          key.id(),
          key.role().code(),
          key.name(),
          key.created().toString(),
          key.isOver(now) ? end + " (expired)" : end);
      all.addObject()
          .put("id", key.id())
          .put("role", key.role().code())
          .put("name", key.name().isEmpty() ? null : key.name())
          .put("created", key.created().toString())
          .put("expires", key.expires().map(Instant::toString).orElse(null))
          .put("over", key.isOver(now));
    }
    session.print(table.lines(session.style()));
    if (keys.isEmpty()) {
      session.note(
          "there are no keys in "
              + file.path()
              + " yet; `weft key create --role operator` creates one");
    }
    session.printJson(json);
    return ExitCode.OK;
  }
}
