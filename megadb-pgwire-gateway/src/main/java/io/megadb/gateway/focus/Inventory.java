package io.megadb.gateway.focus;

import io.megadb.gateway.focus.SeededHash.Stream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Resources, applications and who depends on whom, for one {@link DemoSize}. Immutable. */
final class Inventory {
  private static final List<CloudProvider> PROVIDERS = List.of(CloudProvider.values());
  private static final List<CloudRegion> REGIONS = List.of(CloudRegion.values());
  private static final List<CloudService> SERVICES = List.of(CloudService.values());
  private static final List<InstanceSize> SIZES = List.of(InstanceSize.values());
  private static final List<String> FAMILIES = List.of("m6i", "m7g", "c7g", "r6i");
  private static final List<String> TEAMS =
      List.of("payments", "search", "platform", "data", "growth", "ml");
  private static final List<String> ENVIRONMENTS = List.of("prod", "staging", "dev");
  private static final List<String> DEPENDENCY_KINDS =
      List.of("calls", "reads", "mounts", "routes");

  private static final int EMBEDDING_DIMENSIONS = 16;
  private static final int MEANINGFUL_DIMENSIONS = 6;
  private static final int MEANINGFUL_NOISE_MICROS = 30_000;
  private static final int OTHER_NOISE_MICROS = 50_000;

  /** Distance of the forward dependencies that close cycles. */
  private static final int FORWARD_STEP = 7;

  private final SeededHash hash;
  private final DemoResource[] resources;

  Inventory(DemoSize size, int days) {
    this.hash = new SeededHash(size.seed());
    this.resources = new DemoResource[size.resources()];
    for (int i = 0; i < resources.length; i++) {
      resources[i] = createResource(i, days);
    }
  }

  int resourceCount() {
    return resources.length;
  }

  DemoResource resource(int index) {
    return resources[index];
  }

  int appCount() {
    return Math.max(12, resources.length / 12);
  }

  DemoApp app(int index) {
    int tier = 1 + hash.below(Stream.APP_TIER, index, 0, 3);
    String team = TEAMS.get(hash.below(Stream.APP_TEAM, index, 0, TEAMS.size()));
    int wanted = Math.min(2 + hash.below(Stream.APP_USE_COUNT, index, 0, 4), resources.length);
    List<Integer> uses = new ArrayList<>(wanted);
    for (int attempt = 0; uses.size() < wanted; attempt++) {
      addDistinct(uses, hash.below(Stream.APP_USE, index, attempt, resources.length));
    }
    return new DemoApp(index, team, tier, List.copyOf(uses));
  }

  /**
   * What resource {@code source} depends on: one to three earlier resources, the oldest preferred,
   * and for one in 40 a later one. Resource 0 always has the later one, and every chain of earlier
   * resources ends at 0, so the graph has a cycle whatever the seed.
   */
  List<Dependency> dependenciesOf(int source) {
    List<Dependency> found = new ArrayList<>(4);
    int wanted = Math.min(1 + hash.below(Stream.EDGE_COUNT, source, 0, 3), source);
    List<Integer> targets = new ArrayList<>(wanted);
    for (int attempt = 0; targets.size() < wanted; attempt++) {
      addDistinct(targets, hash.skewedBelow(Stream.EDGE_TARGET, source, attempt, 2.2, source));
    }
    for (int target : targets) {
      found.add(dependency(source, target));
    }
    int later = source + FORWARD_STEP;
    boolean forward = source == 0 || hash.below(Stream.EDGE_FORWARD, source, 0, 40) == 0;
    if (forward && later < resources.length) {
      found.add(dependency(source, later));
    }
    return found;
  }

  /** Resources with the lowest index of each SKU price in use, in generation order. */
  List<DemoResource> pricedResources() {
    Set<String> seen = new HashSet<>();
    List<DemoResource> priced = new ArrayList<>();
    for (DemoResource resource : resources) {
      if (seen.add(resource.skuPriceId())) {
        priced.add(resource);
      }
    }
    return priced;
  }

  /** Price now in hundred-millionths of a dollar per unit: 60 to 94 % of list. */
  long livePriceE8(DemoResource resource) {
    int percent = 60 + hash.below(Stream.LIVE_PRICE, resource.skuPriceId().hashCode(), 0, 35);
    return resource.listPriceMicros() * percent;
  }

  /** Seconds before the end of the last month at which the live price was fetched, 0 to 599. */
  int livePriceAgeSeconds(DemoResource resource) {
    return hash.below(Stream.FETCHED, resource.skuPriceId().hashCode(), 0, 600);
  }

  /** The configuration as a point of 16 dimensions, in millionths; alike resources lie close. */
  int[] embeddingMicros(int index) {
    DemoResource resource = resources[index];
    int[] micros = new int[EMBEDDING_DIMENSIONS];
    micros[0] = 1_000_000 * SERVICES.indexOf(resource.service()) / (SERVICES.size() - 1);
    micros[1] = 1_000_000 * resource.size().vcpu / 16;
    micros[2] = 1_000_000 * resource.size().memoryGib / 64;
    micros[3] = 1_000_000 * FAMILIES.indexOf(resource.family()) / (FAMILIES.size() - 1);
    micros[4] = 1_000_000 * PROVIDERS.indexOf(resource.provider()) / (PROVIDERS.size() - 1);
    micros[5] =
        1_000_000 * ENVIRONMENTS.indexOf(resource.environment()) / (ENVIRONMENTS.size() - 1);
    for (int d = 0; d < EMBEDDING_DIMENSIONS; d++) {
      int noise = d < MEANINGFUL_DIMENSIONS ? MEANINGFUL_NOISE_MICROS : OTHER_NOISE_MICROS;
      micros[d] += hash.below(Stream.EMBEDDING, index, d, 2 * noise + 1) - noise;
    }
    return micros;
  }

  private DemoResource createResource(int i, int days) {
    CloudProvider provider = PROVIDERS.get(hash.below(Stream.PROVIDER, i, 0, PROVIDERS.size()));
    List<CloudRegion> regions =
        REGIONS.stream().filter(region -> region.provider == provider).toList();
    CloudRegion region = regions.get(hash.below(Stream.REGION, i, 0, regions.size()));
    CloudService service =
        SERVICES.get(hash.skewedBelow(Stream.SERVICE, i, 0, 1.4, SERVICES.size()));
    InstanceSize size = SIZES.get(hash.below(Stream.SIZE, i, 0, SIZES.size()));
    String family = FAMILIES.get(hash.below(Stream.FAMILY, i, 0, FAMILIES.size()));
    int environment = hash.skewedBelow(Stream.ENVIRONMENT, i, 0, 1.8, ENVIRONMENTS.size());
    boolean bornLater = days > 1 && hash.below(Stream.BIRTH, i, 0, 100) < 8;
    return new DemoResource(
        i,
        provider,
        region,
        service,
        size,
        family,
        TEAMS.get(hash.below(Stream.TEAM, i, 0, TEAMS.size())),
        ENVIRONMENTS.get(environment),
        hash.below(Stream.STATE, i, 0, 25) != 0,
        hash.below(Stream.ENCRYPTED, i, 0, 100) < 70,
        hash.below(Stream.BACKUP, i, 0, 30),
        (char) ('a' + hash.below(Stream.ZONE, i, 0, 3)),
        bornLater ? 1 + hash.below(Stream.BIRTH, i, 1, days - 1) : 0,
        5 * hash.below(Stream.DISCOUNT, provider.code.hashCode(), service.code.hashCode(), 4));
  }

  private Dependency dependency(int source, int target) {
    int kind = hash.below(Stream.EDGE_KIND, source, target, DEPENDENCY_KINDS.size());
    return new Dependency(source, target, DEPENDENCY_KINDS.get(kind));
  }

  private static void addDistinct(List<Integer> values, int candidate) {
    if (!values.contains(candidate)) {
      values.add(candidate);
    }
  }
}
