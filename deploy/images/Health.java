import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;

/** Liveness check of the service in this container, for container engines that run a command. */
final class Health {

  private static final int PATIENCE_MILLIS = 4_000;

  private Health() {}

  public static void main(String[] args) throws IOException {
    String port = System.getenv().getOrDefault("QUARKUS_HTTP_PORT", "8080");
    URL url = URI.create("http://127.0.0.1:" + port + "/q/health/live").toURL();
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    System.exit(connection.getResponseCode() == 200 ? 0 : 1);
  }
}
