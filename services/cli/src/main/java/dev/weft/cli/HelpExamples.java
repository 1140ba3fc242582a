package dev.weft.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Examples at the end of each command's help, by the command's name. */
final class HelpExamples {

  private static final Map<String, List<String>> EXAMPLES =
      Map.ofEntries(
          Map.entry(
              "up",
              List.of(
                  "weft up",
                  "weft up --data /srv/weft --http-port 9080",
                  "weft up --kafka broker-1:9092,broker-2:9092 --s3 https://s3.example.com")),
          Map.entry("archive-classes", List.of("weft archive-classes")),
          Map.entry("demo", List.of("weft demo", "weft demo --photos photos/ --keep")),
          Map.entry(
              "status",
              List.of("weft status", "weft status --follow", "weft status --output json")),
          Map.entry(
              "publish",
              List.of(
                  "weft publish photos/ --wait",
                  "weft publish shirt.jpg --wait --tag camera=front",
                  "weft publish photos/ --wait --results answers.jsonl")),
          Map.entry(
              "watch", List.of("weft watch", "weft watch --label hat --count 10 --output json")),
          Map.entry("image", List.of("weft image shirt-1", "weft image shirt-1 --save shirt.jpg")),
          Map.entry(
              "explain",
              List.of(
                  "weft explain shirt-1",
                  "weft explain shirt-1 --label hat --model-version 2 --to why-hat.png")),
          Map.entry(
              "backup",
              List.of(
                  "weft backup /backups/weft",
                  "weft backup /backups/weft --kafka broker-1:9092 --s3 https://s3.example.com",
                  "weft backup /backups/weft --kafka-config client.properties --no-objects")),
          Map.entry(
              "restore",
              List.of(
                  "weft restore /backups/weft --data restored",
                  "weft restore /backups/weft --data more --image-partitions 12",
                  "weft restore /backups/weft --kafka broker-1:9092 --s3 https://s3.example.com")),
          Map.entry("erase", List.of("weft erase shirt-1", "weft erase shirt-1 shirt-2 --by ann")),
          Map.entry(
              "create",
              List.of(
                  "weft create tops photos/",
                  "weft create tops photos/ --base auto",
                  "weft create tops photos/ --unknown other",
                  "weft create tops photos/ --base clothing:1")),
          Map.entry(
              "label",
              List.of(
                  "weft label photos/",
                  "weft label photos/ --model tops --create",
                  "weft label labels.csv --images photos/ --by ann",
                  "weft label export.json",
                  "weft label tops/labels.csv --model tops --create")),
          Map.entry(
              "doubtful",
              List.of(
                  "weft doubtful --model tops",
                  "weft doubtful --keep shirt-1 --correct shirt-2=dress --by ann")),
          Map.entry(
              "export",
              List.of(
                  "weft export tops/ --model tops",
                  "weft export tops/ --model tops --label polo --since 2026-11-01T00:00:00Z",
                  "weft export list/ --format jsonl",
                  "weft export autumn/ --dataset autumn-2026")),
          Map.entry("dataset", List.of("weft dataset create autumn-2026", "weft dataset list")),
          Map.entry(
              "dataset create",
              List.of(
                  "weft dataset create autumn-2026 --model tops",
                  "weft dataset create north --model tops --tag shop=north --by ann")),
          Map.entry("dataset list", List.of("weft dataset list", "weft dataset list --model tops")),
          Map.entry("dataset show", List.of("weft dataset show autumn-2026")),
          Map.entry("dataset delete", List.of("weft dataset delete autumn-2026")),
          Map.entry(
              "train",
              List.of(
                  "weft train --follow",
                  "weft train --head-epochs 30 --fine-tune-from none",
                  "weft train --dataset autumn-2026 --follow")),
          Map.entry(
              "trainings",
              List.of(
                  "weft trainings",
                  "weft trainings autumn --follow",
                  "weft trainings autumn --report")),
          Map.entry("cancel-training", List.of("weft cancel-training autumn")),
          Map.entry(
              "evaluation",
              List.of(
                  "weft evaluation tops",
                  "weft evaluation tops 3 --threshold 0.8",
                  "weft evaluation tops 3 --against 2 --slice camera:door --output json")),
          Map.entry(
              "models",
              List.of("weft models", "weft models clothing", "weft models clothing champion")),
          Map.entry("model", List.of("weft model delete tops")),
          Map.entry("model delete", List.of("weft model delete tops")),
          Map.entry(
              "rollout",
              List.of(
                  "weft rollout status --follow", "weft rollout promote --reason 'looks right'")),
          Map.entry(
              "rollout status",
              List.of("weft rollout status", "weft rollout status --model clothing --follow")),
          Map.entry("rollout start", List.of("weft rollout start 3 --follow")),
          Map.entry("rollout promote", List.of("weft rollout promote --revision 12")),
          Map.entry(
              "rollout pause", List.of("weft rollout pause --reason 'until Monday' --by ann")),
          Map.entry("rollout resume", List.of("weft rollout resume --follow")),
          Map.entry("rollout abort", List.of("weft rollout abort --reason 'wrong about hats'")),
          Map.entry(
              "rollout rollback", List.of("weft rollout rollback", "weft rollout rollback 1")),
          Map.entry("rollout pin", List.of("weft rollout pin", "weft rollout pin 2")),
          Map.entry("rollout unpin", List.of("weft rollout unpin")),
          Map.entry(
              "rollout policy",
              List.of(
                  "weft rollout policy",
                  "weft rollout policy --strategy canary --no-auto-start",
                  "weft rollout policy --file policy.json")),
          Map.entry(
              "rollout uncertainty",
              List.of(
                  "weft rollout uncertainty",
                  "weft rollout uncertainty --precision 0.95 --preview",
                  "weft rollout uncertainty --answered 0.9 --class dress=0.8")),
          Map.entry(
              "rollout alias",
              List.of(
                  "weft rollout alias",
                  "weft rollout alias best 3",
                  "weft rollout alias best --remove")),
          Map.entry(
              "import-weights",
              List.of(
                  "weft import-weights xception.h5 --name flowers --classes daisy,rose,tulip",
                  "weft import-weights clothing.h5 --new-top --name tops --classes polo,hoodie")),
          Map.entry(
              "fetch-imagenet",
              List.of(
                  "weft fetch-imagenet --classes daisy,rose,tulip",
                  "weft fetch-imagenet --with-top")),
          Map.entry("key", List.of("weft key create --role viewer", "weft key list")),
          Map.entry(
              "key create",
              List.of("weft key create --role operator --name ann --expires-in P90D")),
          Map.entry("key list", List.of("weft key list")),
          Map.entry("key revoke", List.of("weft key revoke k7f3")),
          Map.entry("doctor", List.of("weft doctor", "weft doctor --kafka broker-1:9092")),
          Map.entry("bench", List.of("weft bench pipeline --photos photos/", "weft bench engine")),
          Map.entry(
              "bench pipeline",
              List.of("weft bench pipeline", "weft bench pipeline --photos photos/ --images 300")),
          Map.entry(
              "bench peer",
              List.of(
                  "weft bench peer --photos photos/",
                  "weft bench peer --photos photos/ --peer quarkus",
                  "weft bench peer --photos photos/ --images 300 --rounds 3")),
          Map.entry(
              "bench overhead",
              List.of(
                  "weft bench overhead --photos photos/",
                  "weft bench overhead --photos photos/ --images 500 --warm-up 500")),
          Map.entry("bench int8", List.of("weft bench int8 --judge photos/ --unknown others/")),
          Map.entry(
              "bench decode",
              List.of("weft bench decode", "weft bench decode --photos photos/ --rounds 30")),
          Map.entry("bench engine", List.of("weft bench engine --batch 4 --runs 3")),
          Map.entry(
              "bench training",
              List.of("weft bench training --photos photos/ --images 100 --epochs 2")),
          Map.entry("bench rollout", List.of("weft bench rollout --rate 5 --rollouts 2")),
          Map.entry("bench queue", List.of("weft bench queue --loads 0.5,0.8 --images 500")),
          Map.entry(
              "bench labeling",
              List.of("weft bench labeling --photos photos/train --judge photos/validation")),
          Map.entry(
              "bench verdict",
              List.of("weft bench verdict", "weft bench verdict --accuracy 0.8 --discordant 0.12")),
          Map.entry("completion", List.of("weft completion", "weft completion install")),
          Map.entry(
              "completion install",
              List.of("weft completion install", "weft completion install --shell zsh --print")));

  private HelpExamples() {}

  /** Adds examples to all commands below {@code weft}; {@code weft} itself shows first steps. */
  static void addTo(CommandLine weft) {
    weft.getSubcommands().forEach((name, command) -> addTo(name, command));
  }

  private static void addTo(String words, CommandLine command) {
    UsageMessageSpec help = command.getCommandSpec().usageMessage();
    List<String> examples = EXAMPLES.getOrDefault(words, List.of());
    if (!examples.isEmpty()) {
      help.footerHeading("%nExamples:%n");
      help.footer(examples.stream().map(line -> "  " + line).toArray(String[]::new));
    }
    command.getSubcommands().forEach((name, sub) -> addTo(words + " " + name, sub));
  }
}
