import { Button } from "react-aria-components/Button";
import { Header, Keyboard, Menu, MenuItem, MenuSection, MenuTrigger, Text } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";

import type { Area } from "../../grid";
import { Icon } from "../../parts/Icon";
import { words } from "../../words";
import { CHOICES, keyName, meant, type RoleChoice } from "./roles";

interface Props {
  area: Area;
  /** Why nothing can be corrected here; none when it can. */
  reason: string | null;
  onChoose: (choice: RoleChoice) => void;
}

/** The parts that the selected rows or columns can be given, with their keys. */
export function ReadAs({ area, reason, onChoose }: Props) {
  const text = words.tables;
  return (
    <div className="read-as">
      <MenuTrigger>
        <Button isDisabled={reason !== null} {...(reason !== null && { "aria-describedby": "read-as-reason" })}>
          {text.readAs} <Icon name="chevron" />
        </Button>
        <Popover className="popover" placement="bottom start">
          <Menu aria-label={text.readAs} className="menu" onAction={(key) => { const choice = CHOICES[Number(key)]; if (choice) onChoose(choice); }}>
            {(["rows", "columns"] as const).map((axis) => (
              <MenuSection key={axis}>
                <Header>{meant(axis, area)}</Header>
                {CHOICES.map((choice, index) => choice.axis === axis && (
                  <MenuItem key={index} id={index} textValue={text.roles[choice.role] ?? choice.role}>
                    <Text slot="label">{text.roles[choice.role]}</Text>
                    <Text slot="description">{text.roleHelp[choice.role]}</Text>
                    {choice.key !== null && <Keyboard>{keyName(choice)}</Keyboard>}
                  </MenuItem>
                ))}
              </MenuSection>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      {reason !== null && <span id="read-as-reason" className="quiet">{reason}</span>}
    </div>
  );
}
