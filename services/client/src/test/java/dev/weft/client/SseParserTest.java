package dev.weft.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.client.SseParser.Event;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseParserTest {

  private static List<Event> parse(String text) {
    SseParser parser = new SseParser(null);
    List<Event> events = new ArrayList<>();
    text.lines().forEach(line -> parser.line(line).ifPresent(events::add));
    return events;
  }

  @Test
  void anEventHasTypeIdAndData() {
    assertThat(parse("event: image-classified\nid: 7\ndata: {}\n\n"))
        .containsExactly(new Event("image-classified", "{}", "7"));
  }

  @Test
  void dataLinesAreJoinedAndTheTypeIsMessageIfNotSaid() {
    assertThat(parse("data: a\ndata:b\n\n")).containsExactly(new Event("message", "a\nb", null));
  }

  @Test
  void heartbeatsAndUnknownFieldsAreNoEvents() {
    assertThat(parse(": still here\n\nretry: 5\nevent: x\n\n")).isEmpty();
  }

  @Test
  void theIdStaysUntilAnotherIsSaid() {
    assertThat(parse("id: 1\ndata: a\n\ndata: b\n\n"))
        .extracting(Event::id)
        .containsExactly("1", "1");
  }

  @Test
  void aPlaceWithoutAnEventIsOneToGoOnFromOnceItsBlankLineHasCome() {
    SseParser parser = new SseParser(null);

    parser.line(": connected");
    parser.line("id: 7");
    assertThat(parser.lastId()).isNull();
    assertThat(parser.line("")).isEmpty();

    assertThat(parser.lastId()).isEqualTo("7");
  }
}
