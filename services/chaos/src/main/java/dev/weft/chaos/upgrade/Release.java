package dev.weft.chaos.upgrade;

import dev.weft.chaos.cluster.ClusterFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A release of the services, as the settings and commands with which {@code deploy/local-cluster}
 * starts them.
 *
 * @param name for people
 * @param plans a folder for each process, with the files {@code command} and {@code env}
 */
record Release(String name, Path plans) {

  /**
   * Makes the next start of a process one of this release.
   *
   * @param settings additional settings, {@code KEY=VALUE}, which replace those of the release
   */
  void install(ClusterFiles cluster, String process, List<String> settings) throws IOException {
    for (String file : List.of("command", "env")) {
      Files.copy(
          plans.resolve(process).resolve(file),
          cluster.plan(process).resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    // Of two lines for one variable, the later one counts.
    Files.write(cluster.plan(process).resolve("env"), settings, StandardOpenOption.APPEND);
  }
}
