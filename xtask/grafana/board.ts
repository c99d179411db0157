// What a dashboard of this repository may be: Grafana's own types, as they are written in JSON. A key that Grafana does not
// know, a value of the wrong type and a word that is none of an enumeration are errors of the compiler.
import type { Dashboard, DataQuery, FieldConfig, GraphFieldConfig, Panel } from "@grafana/schema";
import type { Options as BarGauge } from "@grafana/schema/dist/esm/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen";
import type { Options as Stat } from "@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen";
import type { Options as Table } from "@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen";
import type { Options as TimeSeries } from "@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen";

// JSON has the values of enumerations, not their members, and leaves out what has a default.
type Written<T> = T extends string
  ? `${T}`
  : T extends number
    ? `${T}` extends `${infer Value extends number}`
      ? Value
      : never
    : T extends (infer Item)[]
      ? Written<Item>[]
      : T extends object
        ? { [Key in keyof T]?: Written<T[Key]> }
        : T;

// Options of queries belong to the plugins of their sources, of which Grafana publishes no types.
type Of<Source, Asked> = Omit<DataQuery, "datasource" | "queryType"> & { datasource: { type: Source; uid: string } } & Asked;
type Prometheus = Of<
  "prometheus",
  { expr: string; editorMode: "code"; legendFormat: string; range: boolean; instant: boolean }
>;
type Tempo = Of<"tempo", { queryType: "traceql"; query: string; limit: number; tableType: "traces" | "spans" }>;

// Grafana's types allow anything for what belongs to the kind of a panel: the kinds that are used say it here.
type Fields<Custom> = { defaults: Written<Omit<FieldConfig, "custom">> & { custom?: Written<Custom> }; overrides: never[] };
type PanelOf<Kind, Options, Custom> = Written<Omit<Panel, "type" | "options" | "fieldConfig" | "targets">> & {
  type: Kind;
  options?: Written<Options>;
  fieldConfig?: Fields<Custom>;
  targets: (Prometheus | Tempo)[];
};

export type Board = Written<Omit<Dashboard, "panels" | "id">> & {
  uid: string;
  title: string;
  schemaVersion: number;
  panels: (
    | PanelOf<"bargauge", BarGauge, never>
    | PanelOf<"stat", Stat, never>
    | PanelOf<"table", Table, never>
    | PanelOf<"timeseries", TimeSeries, GraphFieldConfig>
  )[];
};
