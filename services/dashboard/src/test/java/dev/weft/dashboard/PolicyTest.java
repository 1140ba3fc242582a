package dev.weft.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that the files contain nothing that the content security policy would block. */
class PolicyTest {

  private static final ServedFiles FILES = ServedFiles.built();

  /** APIs that turn text into markup or code. */
  private static final Pattern MARKUP =
      Pattern.compile(
          "\\binnerHTML\\b|\\bouterHTML\\b|insertAdjacentHTML|dangerouslySetInnerHTML"
              + "|document\\.write|\\beval\\s*\\(|new\\s+Function\\b|javascript:");

  /**
   * Matches {@code onclick="..."}, which is text, but not {@code onClick=${...}}, which is a
   * function.
   */
  private static final Pattern INLINE = Pattern.compile("\\s(?:on[a-zA-Z]+|style)\\s*=\\s*[\"']");

  /** Matches addresses of other hosts, but not the names of XML namespaces. */
  private static final Pattern OUTSIDE =
      Pattern.compile("(?:https?:|wss?:)//(?!www\\.w3\\.org/)|[\"'(]//[a-z]|@import");

  static Stream<String> own() {
    return Stream.of(List.of("/index.html"), files(".js"), files(".css"), files(".svg"))
        .flatMap(List::stream);
  }

  private static List<String> files(String ending) {
    return FILES.ownFiles(ending);
  }

  @ParameterizedTest
  @MethodSource("own")
  void aFileHasNoInlineCodeOrStyleAndReachesNothingOutside(String file) {
    String text = FILES.read(file);

    assertThat(text).doesNotContainPattern(MARKUP);
    assertThat(text).doesNotContainPattern(INLINE);
    assertThat(text).doesNotContainPattern(OUTSIDE);
  }
}
