package dev.weft.xception.engine.openvino;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OpenVinoSearchTest {
  private static final String WHEEL = "lib/python3.11/site-packages/openvino/libs";

  @TempDir private Path root;

  private OpenVinoSearch search(Map<String, String> properties, Map<String, String> variables) {
    return new OpenVinoSearch(
        root, name -> name.equals("user.home") ? "/home/me" : properties.get(name), variables::get);
  }

  private OpenVinoSearch search() {
    return search(Map.of(), Map.of());
  }

  private Path install(String folder, String name) throws IOException {
    return Files.createFile(Files.createDirectories(root.resolve(folder)).resolve(name));
  }

  @Test
  void aWheelOfPythonIsFoundWhoseFileNameEndsWithTheVersion() throws Exception {
    Path library = install("home/me/.local/" + WHEEL, "libopenvino_c.so.2641");

    assertThat(search().library()).contains(library);
  }

  @Test
  void theActiveVirtualEnvironmentPrecedesTheUsersAndTheSystemsPackages() throws Exception {
    install("usr/lib/x86_64-linux-gnu", "libopenvino_c.so.2026.4.1");
    assertThat(search().library()).get().asString().contains("usr/lib/x86_64-linux-gnu");
    install("home/me/.local/" + WHEEL, "libopenvino_c.so.2641");
    assertThat(search().library()).get().asString().contains("home/me");
    install("srv/venv/" + WHEEL, "libopenvino_c.so.2641");

    assertThat(search(Map.of(), Map.of("VIRTUAL_ENV", "/srv/venv")).library())
        .get()
        .asString()
        .contains("srv/venv");
  }

  @Test
  void theConfiguredFolderIsTheOnlyOneThatIsSearched() throws Exception {
    install("usr/lib", "libopenvino_c.so");
    Path configured = install("srv/openvino", "libopenvino_c.so");
    String folder = configured.getParent().toString();

    assertThat(search(Map.of(OpenVinoSearch.PROPERTY, folder), Map.of()).library())
        .contains(configured);
    assertThat(search(Map.of(), Map.of(OpenVinoSearch.VARIABLE, folder)).library())
        .contains(configured);
    assertThat(search(Map.of(), Map.of(OpenVinoSearch.VARIABLE, "none")).library()).isEmpty();
  }

  @Test
  void ofTwoReleasesOfIntelsArchivesTheHigherOneIsFound() throws Exception {
    install("opt/intel/openvino_2025.4.0/runtime/lib/intel64", "libopenvino_c.so");
    Path newer = install("opt/intel/openvino_2026.4.1/runtime/lib/intel64", "libopenvino_c.so");

    assertThat(search().library()).contains(newer);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutOneItIsSaidWhatToDo() throws Exception {
    install("usr/lib", "libopenvino.so");

    assertThat(search().library()).isEmpty();
    assertThat(new OpenVinoInstallation(search()).obstacle())
        .get()
        .asString()
        .contains("pip install openvino", OpenVinoSearch.VARIABLE);
    assertThat(
            new OpenVinoInstallation(search(Map.of(OpenVinoSearch.PROPERTY, "/srv/ov"), Map.of()))
                .obstacle())
        .contains("OpenVINO is not used: there is no libopenvino_c.so in /srv/ov");
  }
}
