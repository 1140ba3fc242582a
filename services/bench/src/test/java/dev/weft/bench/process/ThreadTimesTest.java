package dev.weft.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.weft.bench.process.ThreadTimes.OfThread;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadTimesTest {

  @ParameterizedTest
  @CsvSource({
    "executor-thread-12, executor-thread",
    "C2 CompilerThread0, C2 CompilerThread",
    "GC Thread#1, GC Thread",
    "S3Proxy-Jetty-27, S3Proxy-Jetty",
    "kafka-producer-network-thread | producer-1, kafka-producer-network-thread | producer",
    "views-0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f-StreamThread-1, views-StreamThread",
    "weft-poll, weft-poll",
    "7, 7"
  })
  void aThreadBelongsToTheGroupOfItsNameWithoutNumbers(String name, String group) {
    assertThat(ThreadTimes.group(name)).isEqualTo(group);
  }

  @Test
  void groupsHaveWhatTheirThreadsSpentSinceTheEarlierReading() {
    ThreadTimes earlier =
        new ThreadTimes(
            Map.of(
                1L, new OfThread("weft-prepare-0", 500_000_000L),
                4L, new OfThread("ended", 900_000_000L)));
    ThreadTimes now =
        new ThreadTimes(
            Map.of(
                1L, new OfThread("weft-prepare-0", 750_000_000L),
                2L, new OfThread("weft-prepare-1", 250_000_000L),
                3L, new OfThread("kafka-producer-", 2_000_000_000L)));

    assertThat(now.since(earlier, Map.of(3L, "kafka-producer-network-thread | a-1")))
        .containsOnly(entry("weft-prepare", 0.5), entry("kafka-producer-network-thread | a", 2.0));
  }

  @Test
  void schedstatBeginsWithTheNanosecondsOnACore() {
    assertThat(ThreadTimes.scheduled("1234567890 4321 17\n")).isEqualTo(1_234_567_890L);
  }

  @Test
  void aThreadDumpNamesThreadsByNativeIdInHexadecimalOrDecimal() {
    String dump =
        """
        "main" #1 prio=5 os_prio=0 cpu=68.52ms elapsed=1.02s tid=0x00007f nid=0x1a2b runnable  [0x]
           java.lang.Thread.State: RUNNABLE

        "a "quoted" name" #12 [4711] daemon prio=5 os_prio=0 cpu=0.1ms tid=0x00007f nid=4711 waiting
        "C2 CompilerThread0" #9 daemon cpu=1.1ms tid=0x00007f nid=0xff waiting on condition
        """;

    assertThat(ThreadTimes.parse(dump))
        .containsOnly(
            entry(0x1a2bL, "main"),
            entry(4711L, "a \"quoted\" name"),
            entry(255L, "C2 CompilerThread0"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theThreadsOfThisProcessAreRead() {
    ThreadTimes times = ThreadTimes.of(ProcessHandle.current().pid());

    assertThat(times.threads().values())
        .extracting(OfThread::nanos)
        .isNotEmpty()
        .allSatisfy(nanos -> assertThat(nanos).isNotNegative());
  }

  @Test
  void aProcessThatIsGoneHasNoThreads() {
    assertThat(ThreadTimes.of(Long.MAX_VALUE).threads()).isEmpty();
  }
}
