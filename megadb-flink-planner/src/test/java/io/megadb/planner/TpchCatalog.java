package io.megadb.planner;

import io.megadb.planner.TestCatalog.Column;
import java.util.Arrays;
import java.util.List;

/** The tables of TPC-H at scale 1, in tier olap. */
final class TpchCatalog {
  private TpchCatalog() {}

  private static Column[] columns(String text) {
    return Arrays.stream(text.split(" "))
        .map(
            item -> {
              String[] parts = item.split(":");
              return new Column(parts[0], Planning.type(parts[1]), true, null);
            })
        .toArray(Column[]::new);
  }

  static TestCatalog create() {
    return new TestCatalog()
        .table(
            "lineitem",
            "olap",
            6_001_215,
            List.of(),
            columns(
                "l_orderkey:int8 l_partkey:int8 l_suppkey:int8 l_linenumber:int4 l_quantity:numeric"
                    + " l_extendedprice:numeric l_discount:numeric l_tax:numeric l_returnflag:text"
                    + " l_linestatus:text l_shipdate:date l_commitdate:date l_receiptdate:date"
                    + " l_shipinstruct:text l_shipmode:text l_comment:text"))
        .table(
            "orders",
            "olap",
            1_500_000,
            List.of(0),
            columns(
                "o_orderkey:int8 o_custkey:int8 o_orderstatus:text o_totalprice:numeric"
                    + " o_orderdate:date o_orderpriority:text o_clerk:text o_shippriority:int4"
                    + " o_comment:text"))
        .table(
            "customer",
            "olap",
            150_000,
            List.of(0),
            columns(
                "c_custkey:int8 c_name:text c_address:text c_nationkey:int8 c_phone:text"
                    + " c_acctbal:numeric c_mktsegment:text c_comment:text"))
        .table(
            "part",
            "olap",
            200_000,
            List.of(0),
            columns(
                "p_partkey:int8 p_name:text p_mfgr:text p_brand:text p_type:text p_size:int4"
                    + " p_container:text p_retailprice:numeric p_comment:text"))
        .table(
            "partsupp",
            "olap",
            800_000,
            List.of(0, 1),
            columns(
                "ps_partkey:int8 ps_suppkey:int8 ps_availqty:int4 ps_supplycost:numeric"
                    + " ps_comment:text"))
        .table(
            "supplier",
            "olap",
            10_000,
            List.of(0),
            columns(
                "s_suppkey:int8 s_name:text s_address:text s_nationkey:int8 s_phone:text"
                    + " s_acctbal:numeric s_comment:text"))
        .table(
            "nation",
            "olap",
            25,
            List.of(0),
            columns("n_nationkey:int8 n_name:text n_regionkey:int8 n_comment:text"))
        .table(
            "region",
            "olap",
            5,
            List.of(0),
            columns("r_regionkey:int8 r_name:text r_comment:text"));
  }
}
