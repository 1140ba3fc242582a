package dev.weft.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The defaults that the page shows for a training equal the defaults of the trainer's settings. */
class RecipeFieldsTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Pattern FIELD =
      Pattern.compile("path: '([\\w.]+)'[^}]*?standard: '([^']+)'");
  private static final Pattern SETTING =
      Pattern.compile("(?m)^\\| `weft\\.trainer\\.recipe\\.([a-z.-]+)` \\| `([^`]+)` \\|");

  @Test
  void theDefaultsThatThePageShowsAreThoseOfTheSettings() throws IOException {
    Map<String, String> settings =
        pairs(SETTING, Files.readString(ROOT.resolve("docs/configuration.md")));
    Map<String, String> fields =
        pairs(
            FIELD,
            Files.readString(
                ROOT.resolve(
                    "services/dashboard/src/main/resources/META-INF/resources/app/pages/train/recipe.js")));
    assertThat(fields).containsKeys("fineTune.epochs", "head.learningRate", "seed");
    // Chosen per training, without a setting.
    fields.keySet().removeAll(Set.of("base", "inputSize"));
    assertThat(fields)
        .allSatisfy((path, shown) -> assertThat(shown).as(path).isEqualTo(settings.get(key(path))));
  }

  private static Map<String, String> pairs(Pattern pattern, String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
      pairs.put(matcher.group(1), matcher.group(2));
    }
    return pairs;
  }

  private static String key(String path) {
    return path.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
