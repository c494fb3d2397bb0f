import { Button } from "react-aria-components/Button";
import { Menu, MenuItem, MenuTrigger } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";

import type { SimilarView } from "../../engine";
import { letters, type Area } from "../../grid";
import { Action } from "../../parts/Action";
import { Icon } from "../../parts/Icon";
import { words } from "../../words";
import type { Possible, Reshape } from "./shaping";

interface Props {
  can: Possible;
  area: Area;
  /** The tables of the same shape, and why they cannot be read like this one. */
  similar: { tables: SimilarView[]; reason: string | null };
  /** Whether the menu of tables to merge with is open: a key opens it too. */
  merging: boolean;
  onMerging: (open: boolean) => void;
  onShape: (reshape: Reshape) => void;
}

/** Which cells are one table: cut it, put it with another, mark one out, and read others the same way. */
export function Shape({ can, area, similar, merging, onMerging, onShape }: Props) {
  const text = words.tables.shape;
  const { row, col } = can.split;
  const cuts: Item[] = [
    ...(row === null ? [] : [{ id: "rows", label: text.splitRow(row), key: "S" }]),
    ...(col === null ? [] : [{ id: "columns", label: text.splitColumn(letters(col)), key: "Shift+S" }]),
  ];
  return (
    <div className="shape" role="group" aria-label={text.group}>
      <Choose
        name={text.split} help={text.splitHelp} reason={can.split.reason} items={cuts}
        onChoose={(along) => { if (along === "rows" && row !== null) onShape({ how: "split", along, at: row }); else if (along === "columns" && col !== null) onShape({ how: "split", along, at: col }); }}
      />
      <Choose
        name={text.merge} help={text.mergeHelp} reason={can.merge.reason} open={merging} onOpen={onMerging}
        items={can.merge.others.map((one) => ({ id: String(one.id), label: text.mergeWith(one.title || one.name, one.range) }))}
        onChoose={(id) => { onShape({ how: "merge", other: Number(id) }); }}
      />
      <Action icon="plus" onDo={() => { onShape({ how: "add", area }); }} reason={can.add} help={text.addHelp}>{text.add}</Action>
      <Action icon="undo" onDo={() => { onShape({ how: "reset" }); }} reason={can.reset} help={text.resetHelp}>{text.reset}</Action>
      <Choose
        name={text.similar} help={text.similarHelp} reason={similar.reason}
        items={[
          ...(similar.tables.length > 1 ? [{ id: "all", label: text.similarAll(similar.tables.length) }] : []),
          ...similar.tables.map((one) => ({ id: String(one.id), label: text.similarOne(one.title, one.sheet) })),
        ]}
        onChoose={(id) => { onShape({ how: "apply", others: id === "all" ? similar.tables.map((one) => one.id) : [Number(id)] }); }}
      />
    </div>
  );
}

interface Item {
  id: string;
  label: string;
  key?: string;
}

interface ChooseProps {
  name: string;
  help: string;
  /** Why there is nothing to choose; none when there is. */
  reason: string | null;
  items: Item[];
  open?: boolean;
  onOpen?: (open: boolean) => void;
  onChoose: (id: string) => void;
}

/** A button with a menu, which keeps its place and says why while it cannot be used. */
function Choose({ name, help, reason, items, open, onOpen, onChoose }: ChooseProps) {
  if (reason !== null) return <Action onDo={() => undefined} reason={reason}>{name}</Action>;
  return (
    <MenuTrigger {...(open !== undefined && { isOpen: open })} {...(onOpen && { onOpenChange: onOpen })}>
      <Button>{name} <Icon name="chevron" /></Button>
      <Popover className="popover" placement="bottom start">
        <Menu aria-label={help} className="menu" onAction={(key) => { onChoose(String(key)); }}>
          {items.map((item) => (
            <MenuItem key={item.id} id={item.id} textValue={item.label} className="menu-line">
              <span className="option-label">{item.label}</span>{item.key !== undefined && <>{" "}<kbd>{item.key}</kbd></>}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
