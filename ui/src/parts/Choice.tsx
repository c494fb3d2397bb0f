import { Button } from "react-aria-components/Button";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Label, Select, SelectValue } from "react-aria-components/Select";

import { Icon } from "./Icon";

interface Option {
  id: string;
  title: string;
  summary: string;
}

interface Props {
  label: string;
  options: Option[];
  value: string;
  disabled: boolean;
  onChange: (id: string) => void;
}

/** One of a few options, each explained. */
export function Choice({ label, options, value, disabled, onChange }: Props) {
  return (
    <Select className="choice" value={value} isDisabled={disabled} onChange={(key) => { if (key !== null) onChange(String(key)); }}>
      <Label>{label}</Label>
      <Button className="choice-button">
        <SelectValue>{({ selectedText }) => selectedText}</SelectValue>
        <Icon name="chevron" />
      </Button>
      <Popover className="popover">
        <ListBox items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.title}>
              <span className="option-label">{option.title}</span>{" "}
              <span className="option-help">{option.summary}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
