import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { words } from "../src/words";
import { start } from "./start";

const text = words.match;
async function item(title: string): Promise<HTMLElement> {
  const found = (await screen.findByRole("heading", { level: 2, name: title })).closest("li");
  if (!found) throw new Error("The heading is in no item");
  return found;
}

describe("Match", () => {
  it("says of each table how it stands, in words, and what differs", async () => {
    start("match");
    const moved = await item("Attendances by provider and month");
    expect(moved).toHaveTextContent(/Moved.*Nothing to decide.*It has 2 rows more/u);
    expect(await item("Arrivals by ambulance")).toHaveTextContent(/Gone.*To decide.*Expected.*Table 3, A1:H60.*Found.*nothing/u);
    expect(screen.getByRole("list", { name: text.counts })).toHaveTextContent(/Unchanged 1.*Moved 1.*Changed 0.*Gone 1.*Ambiguous 0.*New 1/u);
  });

  it("maps a missing table to one that was found, once one is chosen", async () => {
    const { backend, user } = start("match");
    const map = vi.spyOn(backend, "mapTable");
    const missing = await item("Arrivals by ambulance");
    const button = within(missing).getByRole("button", { name: text.map });
    expect(button).toHaveAccessibleDescription(text.mapChoose);
    await user.click(button);
    expect(map).not.toHaveBeenCalled();
    await user.selectOptions(within(missing).getByRole("combobox"), "2");
    await user.click(button);
    expect(map).toHaveBeenCalledWith("arrivals", 2);
    expect(await within(await item("Arrivals by ambulance")).findByText("It is Waits by age and sex now.")).toBeVisible();
  });

  it("accepts that one is gone, and takes a new one in", async () => {
    const { backend, user } = start("match");
    const publish = vi.spyOn(backend, "publishTable");
    await user.click(within(await item("Arrivals by ambulance")).getByRole("button", { name: text.named(text.accept, "Arrivals by ambulance") }));
    expect(await within(await item("Arrivals by ambulance")).findByText("It is gone for good.")).toBeVisible();
    await user.click(within(await item("Record-level extract")).getByRole("button", { name: text.named(text.takeIn, "Record-level extract") }));
    expect(publish).toHaveBeenCalledWith(3, true);
    expect(await within(await item("Record-level extract")).findByRole("button", { name: text.named(text.leaveOut, "Record-level extract") })).toBeVisible();
  });

  it("keeps the way on closed while something is open, with the reason", async () => {
    start("match");
    const next = await screen.findByRole("button", { name: words.shell.bar.continueTo("Workbooks") });
    expect(next).toHaveAttribute("aria-disabled", "true");
    expect(next).toHaveAccessibleDescription("2 tables to settle first.");
  });

  it("settles what differs in a table one by one", async () => {
    const { backend, user } = start("drift");
    const [accept, map] = [vi.spyOn(backend, "acceptDifference"), vi.spyOn(backend, "mapDifference")];
    const title = "Waits by age and sex";
    const changed = within(await item(title));
    expect(changed.getByText("Its sheet had another name.")).toBeVisible();
    // What has only moved asks for nothing.
    expect(changed.getAllByRole("button", { name: /: .*, Waits by age and sex/u })).toHaveLength(4);
    const button = changed.getByRole("button", { name: text.named(text.itemMapDo, `80 and over, ${title}`) });
    expect(button).toHaveAccessibleDescription(text.itemMapChoose);
    await user.click(button);
    expect(map).not.toHaveBeenCalled();
    await user.selectOptions(changed.getByRole("combobox"), "85 and over");
    await user.click(button);
    expect(map).toHaveBeenCalledWith("waits/category/age/80 and over", "85 and over");
    await waitFor(() => { expect(changed.queryByText(/85 and over of age is new/u)).toBeNull(); });
    await user.click(changed.getByRole("button", { name: text.named(text.itemAccept.new, `75 to 84, ${title}`) }));
    expect(accept).toHaveBeenCalledWith("waits/category/age/75 to 84");
    expect(await changed.findByText(text.matched)).toBeVisible();
    expect(changed.getByText("The column Sex stands at another place.")).toBeVisible();
  });
});
