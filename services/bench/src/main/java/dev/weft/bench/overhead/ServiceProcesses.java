package dev.weft.bench.overhead;

import dev.weft.bench.process.BackendProcesses;
import dev.weft.bench.process.JavaProcess;
import dev.weft.console.CliException;
import dev.weft.console.Context;
import dev.weft.console.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gateway, classifier and rollout service as processes of their own, on free ports. */
final class ServiceProcesses implements AutoCloseable {
  static final String GATEWAY = "gateway";
  static final String CLASSIFIER = "classifier";
  static final String ROLLOUT = "rollout";

  private static final int OK = 200;
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int NATIVE_ACCESS_SINCE = 22;

  private final List<JavaProcess> processes = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private URI gateway;

  private ServiceProcesses() {}

  /**
   * Starts them and waits until they are ready.
   *
   * @param folder of their data and logs
   * @param settings configuration of all of them
   * @throws CliException if one is not built, or does not start
   */
  static ServiceProcesses start(
      Context context, BackendProcesses backends, Path folder, Map<String, String> settings) {
    ServiceProcesses services = new ServiceProcesses();
    try {
      Map<JavaProcess, URI> addresses = new HashMap<>();
      for (String name : List.of(GATEWAY, CLASSIFIER, ROLLOUT)) {
        int port = JavaProcess.freePort();
        JavaProcess process = service(name, context, backends, folder, port, settings);
        services.processes.add(process);
        addresses.put(process, URI.create("http://127.0.0.1:" + port));
      }
      services.gateway = addresses.get(services.processes.get(0));
      addresses.forEach((process, address) -> process.await(() -> services.isReady(address)));
      return services;
    } catch (RuntimeException e) {
      services.close();
      throw e;
    }
  }

  private static JavaProcess service(
      String name,
      Context context,
      BackendProcesses backends,
      Path folder,
      int port,
      Map<String, String> settings) {
    Path jar = context.home().resolve("services/" + name + "/target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new CliException(
          ExitCode.CANNOT_START,
          "the " + name + " has not been built: missing " + jar,
          "run `weft build`");
    }
    Path own = folder.resolve(name);
    List<String> arguments = new ArrayList<>(List.of("-Xmx640m", "-XX:+UseSerialGC"));
    if (Runtime.version().feature() >= NATIVE_ACCESS_SINCE) {
      arguments.add("--enable-native-access=ALL-UNNAMED");
    }
    Map<String, String> properties = new HashMap<>();
    properties.put("quarkus.http.host", "127.0.0.1");
    properties.put("quarkus.http.port", String.valueOf(port));
    properties.put("weft.gateway.views.state-dir", own.resolve("streams").toString());
    properties.put("weft.gateway.explanations.model-cache", own.resolve("models").toString());
    properties.put("weft.rollout.measure.state-dir", own.resolve("streams").toString());
    properties.put("weft.classifier.model-cache", own.resolve("models").toString());
    properties.putAll(settings);
    properties.forEach((key, value) -> arguments.add("-D" + key + "=" + value));
    arguments.addAll(JavaProcess.options(context.env()));
    arguments.addAll(List.of("-jar", jar.toString()));
    Path log = folder.resolve("logs").resolve(name + ".log");
    return JavaProcess.start(name, arguments, backends.env(), log);
  }

  private boolean isReady(URI address) {
    HttpRequest ask =
        HttpRequest.newBuilder(address.resolve("/q/health/ready")).timeout(ANSWER).build();
    try {
      return http.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.FAILED, "interrupted", "", e);
    }
  }

  URI gateway() {
    return gateway;
  }

  List<JavaProcess> processes() {
    return List.copyOf(processes);
  }

  @Override
  public void close() {
    processes.forEach(JavaProcess::close);
  }
}
