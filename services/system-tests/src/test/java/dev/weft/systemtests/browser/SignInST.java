package dev.weft.systemtests.browser;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.access.Role;
import dev.weft.access.key.ApiKey;
import dev.weft.access.key.HashedKey;
import dev.weft.access.key.KeyFile;
import dev.weft.systemtests.SmallModels;
import dev.weft.systemtests.WeftProcess;
import dev.weft.testsupport.models.ColourNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

/** The dashboard of a server that requires API keys. */
@InBrowser
class SignInST {

  @TempDir static Path folder;

  private static WeftProcess weft;
  private static KeyFile keys;

  @BeforeAll
  static void start() {
    Path file = folder.resolve("keys");
    keys = new KeyFile(file);
    try {
      key(Role.MONITOR);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path data = folder.resolve("weft");
    SmallModels.putColours(data, ColourNetwork.right());
    weft =
        WeftProcess.allInOne(
            data,
            "-Dweft.access.keys-file=" + file,
            "-Dweft.access.reread=100ms",
            "-Dweft.classifier.enabled=false");
    weft.awaitReady();
  }

  @AfterAll
  static void stop() {
    weft.close();
  }

  @Test
  void aViewerSignsInOnceSeesWhatComesAndIsToldWhatIsNotTheirs(BrowserScene scene)
      throws IOException {
    Dashboard dashboard = opened(scene);
    assertThat(Accessibility.findings(dashboard.driver())).isEmpty();

    signIn(dashboard, key(Role.VIEWER));

    dashboard.heading("Live");
    dashboard.awaitConnected();
    dashboard.console();
    assertThat(dashboard.run("return document.cookie + JSON.stringify(localStorage)").toString())
        .doesNotContain("weft_");
    assertThat(dashboard.run("return document.querySelector('.live-upload button.main').disabled"))
        .isEqualTo(true);
    dashboard.open("label").awaitText("requires the role labeler; yours is viewer");
    dashboard.open("train").awaitText("requires the role operator; yours is viewer");
    assertThat(Accessibility.findings(dashboard.driver())).isEmpty();

    dashboard.button("Sign out").click();

    dashboard.heading("Sign in");
    assertThat(dashboard.driver().manage().getCookies()).isEmpty();
    dashboard.console();
  }

  @Test
  void whoseKeyIsRevokedIsAskedAgain(BrowserScene scene) throws IOException {
    Dashboard dashboard = opened(scene);
    signIn(dashboard, "weft_of-nobody");
    dashboard.awaitText("unknown, revoked");
    String key = key(Role.OPERATOR);
    signIn(dashboard, key);
    dashboard.heading("Live");
    dashboard.awaitConnected();

    keys.remove(ApiKey.parse(key).orElseThrow().id());

    dashboard.link("Models").click();
    dashboard.heading("Sign in");
    dashboard.console();
  }

  private static Dashboard opened(BrowserScene scene) {
    String origin = weft.uri("").toString();
    scene.browser().forget(origin);
    Dashboard dashboard = new Dashboard(scene.browser(), origin).open("live");
    dashboard.heading("Sign in");
    return dashboard;
  }

  private static void signIn(Dashboard dashboard, String key) {
    WebElement field = dashboard.field("API key");
    field.clear();
    field.sendKeys(key);
    dashboard.button("Sign in").click();
  }

  private static boolean isKnown(String key) throws IOException, InterruptedException {
    HttpRequest ask =
        HttpRequest.newBuilder(weft.uri("/q/metrics"))
            .header("Authorization", "Bearer " + key)
            .build();
    return HttpClient.newHttpClient().send(ask, BodyHandlers.discarding()).statusCode() == 200;
  }

  /** Creates an API key that the server accepts. */
  private static String key(Role role) throws IOException {
    ApiKey key = ApiKey.generate(new SecureRandom());
    keys.add(HashedKey.of(key, role, Instant.now(), Optional.empty(), ""));
    if (weft != null) {
      await().atMost(TIMEOUT).until(() -> isKnown(key.text()));
    }
    return key.text();
  }
}
