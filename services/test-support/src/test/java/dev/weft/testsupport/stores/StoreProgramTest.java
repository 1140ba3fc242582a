package dev.weft.testsupport.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreProgramTest {
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  @TempDir private Path dir;

  private Optional<Path> find() {
    return StoreProgram.VERSITYGW.find(properties::get, environment::get);
  }

  private Path program(String folder) throws IOException {
    Path program = Files.createDirectories(dir.resolve(folder)).resolve("versitygw");
    Files.createFile(program);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }

  @Test
  void theOneThatIsNamedComesBeforeTheOneThatIsKeptBeforeTheOneOnThePath() throws IOException {
    String version = StoreProgram.VERSITYGW.version();
    properties.put("user.home", dir.resolve("home").toString());
    environment.put("PATH", dir + "/nothing:" + dir + "/path");
    assertThat(find()).isEmpty();

    Path onPath = program("path");
    assertThat(find()).contains(onPath);
    Path kept = program("home/.cache/weft/tools/versitygw-" + version);
    assertThat(find()).contains(kept);
    environment.put("XDG_CACHE_HOME", dir.resolve("cache").toString());
    Path cached = program("cache/weft/tools/versitygw-" + version);
    assertThat(find()).contains(cached);
    environment.put("WEFT_TOOLS_DIR", dir.resolve("tools").toString());
    Path tool = program("tools/versitygw-" + version);
    assertThat(find()).contains(tool);
    properties.put("weft.test.versitygw", onPath.toString());
    assertThat(find()).contains(onPath);
  }

  @Test
  void anotherVersionIsNotTaken() throws IOException {
    environment.put("WEFT_TOOLS_DIR", dir.toString());
    program("versitygw-v0.0.1");
    assertThat(find()).isEmpty();
  }

  @Test
  void whoNamesNoProgramIsTold() {
    properties.put("weft.test.versitygw", "/no/such/program");
    assertThatThrownBy(this::find)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("weft.test.versitygw is /no/such/program");
  }
}
